import { operation } from '../../define-service.ts';
import { describeMapping, getMapping, mappingKey } from '../event-source/mapping.ts';
import { lambdaState } from '../state.ts';
import { mappingProgress, mappings } from '../store.ts';

/** A batch that is being processed may end after it. https://docs.aws.amazon.com/lambda/latest/api/API_DeleteEventSourceMapping.html */
export const deleteEventSourceMapping = operation(
  'lambda',
  'DeleteEventSourceMapping',
  async (input, context) => {
    const uuid = input.UUID ?? '';
    const key = mappingKey(context, uuid);
    const last = await describeMapping(context, await getMapping(context, uuid));
    await context.store.transact(
      [
        [mappings, key],
        [mappingProgress, key],
      ],
      async (tx) => {
        await getMapping(context, uuid, tx);
        tx.delete(mappings, key);
        tx.delete(mappingProgress, key);
      },
    );
    lambdaState(context).pollers.begin(context, uuid);
    return { ...last, State: 'Deleting' };
  },
);
