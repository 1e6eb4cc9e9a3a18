import { operation } from '../../define-service.ts';
import { parseUnqualifiedName } from '../function-name.ts';
import { getFunction } from '../load.ts';
import { lambdaState } from '../state.ts';
import { functionLock, functions } from '../store.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionRecursionConfig.html */
export const putFunctionRecursionConfig = operation(
  'lambda',
  'PutFunctionRecursionConfig',
  async (input, context) => {
    const name = parseUnqualifiedName(context, input.FunctionName ?? '');
    const recursiveLoop = input.RecursiveLoop ?? 'Terminate';
    await context.store.transact([functionLock(name)], async (tx) => {
      tx.put(functions, [name], { ...(await getFunction(context, name, tx)), recursiveLoop });
    });
    lambdaState(context).catalog.forget(context, name);
    return { RecursiveLoop: recursiveLoop };
  },
);
