import { operation } from '../../define-service.ts';
import { getEventInvoke, toEventInvokeConfig } from '../event-invoke-config.ts';
import { LATEST } from '../function.ts';
import { parseFunctionName } from '../function-name.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionEventInvokeConfig.html */
export const getFunctionEventInvokeConfig = operation(
  'lambda',
  'GetFunctionEventInvokeConfig',
  async (input, context) => {
    const named = parseFunctionName(context, input.FunctionName ?? '', input.Qualifier);
    const record = await getEventInvoke(context, named, context.store);
    return toEventInvokeConfig(context, named.name, named.qualifier ?? LATEST, record);
  },
);
