import { operation } from '../../define-service.ts';
import { getCodeSigning, toCodeSigningConfig } from '../code-signing.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetCodeSigningConfig.html */
export const getCodeSigningConfig = operation(
  'lambda',
  'GetCodeSigningConfig',
  async (input, context) => ({
    CodeSigningConfig: toCodeSigningConfig(
      context,
      await getCodeSigning(context, input.CodeSigningConfigArn ?? ''),
    ),
  }),
);
