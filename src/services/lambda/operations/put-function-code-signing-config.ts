import { operation } from '../../define-service.ts';
import { getFunctionsCodeSigning, idOf } from '../code-signing.ts';
import { parseUnqualifiedName } from '../function-name.ts';
import { getFunction } from '../load.ts';
import { codeSigningConfigs, functionLock, functions } from '../store.ts';

/** Takes effect with the next deployment of code. https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionCodeSigningConfig.html */
export const putFunctionCodeSigningConfig = operation(
  'lambda',
  'PutFunctionCodeSigningConfig',
  async (input, context) => {
    const name = parseUnqualifiedName(context, input.FunctionName ?? '');
    const arn = input.CodeSigningConfigArn ?? '';
    const rows = [functionLock(name), [codeSigningConfigs, [idOf(arn)]]] as const;
    await context.store.transact(rows, async (tx) => {
      await getFunctionsCodeSigning(context, arn, tx);
      const record = await getFunction(context, name, tx);
      tx.put(functions, [name], { ...record, codeSigningConfigArn: arn });
    });
    return { CodeSigningConfigArn: arn, FunctionName: name };
  },
);
