import { operation } from '../../define-service.ts';
import {
  describeMapping,
  getMapping,
  mappingKey,
  type MappingRecord,
} from '../event-source/mapping.ts';
import { changeMapping, parseMappedFunction } from '../event-source/mapping-settings.ts';
import { lambdaState } from '../state.ts';
import { mappings } from '../store.ts';

/** A batch that is being processed ends under the old settings. https://docs.aws.amazon.com/lambda/latest/api/API_UpdateEventSourceMapping.html */
export const updateEventSourceMapping = operation(
  'lambda',
  'UpdateEventSourceMapping',
  async (input, context) => {
    const uuid = input.UUID ?? '';
    const key = mappingKey(context, uuid);
    await getMapping(context, uuid);
    const named =
      input.FunctionName === undefined
        ? undefined
        : await parseMappedFunction(context, input.FunctionName);
    const modifiedEpochMs = context.clock.now();
    const updated = await context.store.transact([[mappings, key]], async (tx) => {
      const before = await getMapping(context, uuid, tx);
      const { qualifier: old, ...rest } = changeMapping(before, input, 'UpdateEventSourceMapping');
      const qualifier = named ? named.qualifier : old;
      const after: MappingRecord = {
        ...rest,
        ...(named && { functionName: named.name }),
        ...(qualifier !== undefined && { qualifier }),
        modifiedEpochMs,
      };
      tx.put(mappings, key, after);
      return after;
    });
    lambdaState(context).pollers.begin(context, uuid);
    return { ...(await describeMapping(context, updated)), State: 'Updating' };
  },
);
