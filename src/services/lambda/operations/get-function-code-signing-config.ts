import { operation } from '../../define-service.ts';
import type { OutputOf } from '../../sdk.ts';
import { parseUnqualifiedName } from '../function-name.ts';
import { getFunction } from '../load.ts';

/** Empty when the function has none. https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionCodeSigningConfig.html */
export const getFunctionCodeSigningConfig = operation(
  'lambda',
  'GetFunctionCodeSigningConfig',
  async (input, context) => {
    const name = parseUnqualifiedName(context, input.FunctionName ?? '');
    const { codeSigningConfigArn: arn } = await getFunction(context, name);
    // The model calls both members required, but AWS leaves them out (recorded).
    if (!arn) return {} as OutputOf<'lambda', 'GetFunctionCodeSigningConfig'>;
    return { CodeSigningConfigArn: arn, FunctionName: name };
  },
);
