import { operation } from '../../define-service.ts';
import { parseUnqualifiedName } from '../function-name.ts';
import { reserve } from '../reserved-concurrency.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionConcurrency.html */
export const deleteFunctionConcurrency = operation(
  'lambda',
  'DeleteFunctionConcurrency',
  async (input, context) => {
    await reserve(context, parseUnqualifiedName(context, input.FunctionName ?? ''), undefined);
    return {};
  },
);
