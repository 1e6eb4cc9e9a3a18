import { operation } from '../../define-service.ts';
import { assertDestinations, toDestinations } from '../destination.ts';
import {
  assertConfigurable,
  assertEventInvokeInput,
  toEventInvokeConfig,
  toEventInvokeRecord,
} from '../event-invoke-config.ts';
import { LATEST } from '../function.ts';
import { parseFunctionName } from '../function-name.ts';
import { eventInvokeConfigs, functionLock } from '../store.ts';

/** Replaces all settings. https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html */
export const putFunctionEventInvokeConfig = operation(
  'lambda',
  'PutFunctionEventInvokeConfig',
  async (input, context) => {
    const named = parseFunctionName(context, input.FunctionName ?? '', input.Qualifier);
    assertEventInvokeInput(input);
    const qualifier = named.qualifier ?? LATEST;
    const record = toEventInvokeRecord(input, {}, context.clock.now());
    await context.store.transact([functionLock(named.name)], async (tx) => {
      await assertConfigurable(context, named, tx);
      const wanted = toDestinations(input.DestinationConfig);
      await assertDestinations(context, 'PutFunctionEventInvokeConfig', named.name, wanted, tx);
      tx.put(eventInvokeConfigs, [named.name, qualifier], record);
    });
    return toEventInvokeConfig(context, named.name, qualifier, record);
  },
);
