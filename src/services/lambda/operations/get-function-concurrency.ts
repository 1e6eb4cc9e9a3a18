import { operation } from '../../define-service.ts';
import { parseUnqualifiedName } from '../function-name.ts';
import { getFunction } from '../load.ts';

/** Empty when nothing is reserved. https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConcurrency.html */
export const getFunctionConcurrency = operation(
  'lambda',
  'GetFunctionConcurrency',
  async (input, context) => {
    const name = parseUnqualifiedName(context, input.FunctionName ?? '');
    const { reservedConcurrency } = await getFunction(context, name);
    return reservedConcurrency === undefined
      ? {}
      : { ReservedConcurrentExecutions: reservedConcurrency };
  },
);
