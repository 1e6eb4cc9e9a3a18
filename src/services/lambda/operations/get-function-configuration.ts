import { operation } from '../../define-service.ts';
import { toConfiguration } from '../configuration.ts';
import { parseFunctionName } from '../function-name.ts';
import { getVersion } from '../load.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html */
export const getFunctionConfiguration = operation(
  'lambda',
  'GetFunctionConfiguration',
  async (input, context) => {
    const named = parseFunctionName(context, input.FunctionName ?? '', input.Qualifier);
    const { version } = await getVersion(context, named);
    return toConfiguration(context, version, named.qualifier);
  },
);
