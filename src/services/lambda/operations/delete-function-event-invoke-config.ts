import { operation } from '../../define-service.ts';
import { getEventInvoke } from '../event-invoke-config.ts';
import { LATEST } from '../function.ts';
import { parseFunctionName } from '../function-name.ts';
import { eventInvokeConfigs, functionLock } from '../store.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionEventInvokeConfig.html */
export const deleteFunctionEventInvokeConfig = operation(
  'lambda',
  'DeleteFunctionEventInvokeConfig',
  async (input, context) => {
    const named = parseFunctionName(context, input.FunctionName ?? '', input.Qualifier);
    await context.store.transact([functionLock(named.name)], async (tx) => {
      await getEventInvoke(context, named, tx);
      tx.delete(eventInvokeConfigs, [named.name, named.qualifier ?? LATEST]);
    });
    return {};
  },
);
