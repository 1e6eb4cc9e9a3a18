import { operation } from '../../define-service.ts';
import { parseUnqualifiedName } from '../function-name.ts';
import { reserve } from '../reserved-concurrency.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html */
export const putFunctionConcurrency = operation(
  'lambda',
  'PutFunctionConcurrency',
  async (input, context) => {
    const name = parseUnqualifiedName(context, input.FunctionName ?? '');
    await reserve(context, name, input.ReservedConcurrentExecutions);
    return { ReservedConcurrentExecutions: input.ReservedConcurrentExecutions };
  },
);
