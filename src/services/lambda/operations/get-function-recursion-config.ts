import { operation } from '../../define-service.ts';
import { parseUnqualifiedName } from '../function-name.ts';
import { getFunction } from '../load.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionRecursionConfig.html */
export const getFunctionRecursionConfig = operation(
  'lambda',
  'GetFunctionRecursionConfig',
  async (input, context) => {
    const name = parseUnqualifiedName(context, input.FunctionName ?? '');
    const { recursiveLoop = 'Terminate' } = await getFunction(context, name);
    return { RecursiveLoop: recursiveLoop };
  },
);
