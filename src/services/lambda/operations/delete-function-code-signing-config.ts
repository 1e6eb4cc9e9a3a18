import { operation } from '../../define-service.ts';
import { parseUnqualifiedName } from '../function-name.ts';
import { getFunction } from '../load.ts';
import { functionLock, functions } from '../store.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionCodeSigningConfig.html */
export const deleteFunctionCodeSigningConfig = operation(
  'lambda',
  'DeleteFunctionCodeSigningConfig',
  async (input, context) => {
    const name = parseUnqualifiedName(context, input.FunctionName ?? '');
    await context.store.transact([functionLock(name)], async (tx) => {
      const { codeSigningConfigArn: _, ...rest } = await getFunction(context, name, tx);
      tx.put(functions, [name], rest);
    });
    return {};
  },
);
