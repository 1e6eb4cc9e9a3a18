import { operation } from '../../define-service.ts';
import { getUrl, parseUrlOwner, toUrlConfig } from '../function-url/configuration.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionUrlConfig.html */
export const getFunctionUrlConfig = operation(
  'lambda',
  'GetFunctionUrlConfig',
  async (input, context) => {
    const { name, qualifier } = parseUrlOwner(context, input.FunctionName, input.Qualifier);
    return toUrlConfig(context, name, qualifier, await getUrl(context.store, name, qualifier));
  },
);
