import { operation } from '../../define-service.ts';
import { getCodeSigning, idOf } from '../code-signing.ts';
import { lambdaError } from '../errors.ts';
import { codeSigningConfigs, functions } from '../store.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_DeleteCodeSigningConfig.html */
export const deleteCodeSigningConfig = operation(
  'lambda',
  'DeleteCodeSigningConfig',
  async (input, context) => {
    const arn = input.CodeSigningConfigArn ?? '';
    const row = [codeSigningConfigs, [idOf(arn)]] as const;
    await context.store.transact([row], async (tx) => {
      await getCodeSigning(context, arn, tx);
      const users = await tx.scan(functions);
      if (users.some(({ value }) => value.codeSigningConfigArn === arn)) {
        throw lambdaError(
          'ResourceConflictException',
          `The Lambda code signing configuration ${arn} is in use by at least one function.`, // wording chosen
        );
      }
      tx.delete(...row);
    });
    return {};
  },
);
