import { operation } from '../../define-service.ts';
import { assertDestinations, toDestinations } from '../destination.ts';
import {
  assertConfigurable,
  assertEventInvokeInput,
  getEventInvoke,
  toEventInvokeConfig,
  toEventInvokeRecord,
} from '../event-invoke-config.ts';
import { LATEST } from '../function.ts';
import { parseFunctionName } from '../function-name.ts';
import { eventInvokeConfigs, functionLock } from '../store.ts';

/** Changes only what is named. https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionEventInvokeConfig.html */
export const updateFunctionEventInvokeConfig = operation(
  'lambda',
  'UpdateFunctionEventInvokeConfig',
  async (input, context) => {
    const named = parseFunctionName(context, input.FunctionName ?? '', input.Qualifier);
    assertEventInvokeInput(input);
    const qualifier = named.qualifier ?? LATEST;
    const now = context.clock.now();
    const record = await context.store.transact([functionLock(named.name)], async (tx) => {
      await assertConfigurable(context, named, tx);
      const wanted = toDestinations(input.DestinationConfig);
      await assertDestinations(context, 'UpdateFunctionEventInvokeConfig', named.name, wanted, tx);
      const updated = toEventInvokeRecord(input, await getEventInvoke(context, named, tx), now);
      tx.put(eventInvokeConfigs, [named.name, qualifier], updated);
      return updated;
    });
    return toEventInvokeConfig(context, named.name, qualifier, record);
  },
);
