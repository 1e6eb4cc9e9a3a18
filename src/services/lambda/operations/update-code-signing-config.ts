import { operation } from '../../define-service.ts';
import { getCodeSigning, idOf, toCodeSigningConfig } from '../code-signing.ts';
import type { CodeSigningRecord } from '../function.ts';
import { codeSigningConfigs } from '../store.ts';

/** Takes effect with the next deployment of code. https://docs.aws.amazon.com/lambda/latest/api/API_UpdateCodeSigningConfig.html */
export const updateCodeSigningConfig = operation(
  'lambda',
  'UpdateCodeSigningConfig',
  async (input, context) => {
    const arn = input.CodeSigningConfigArn ?? '';
    const row = [codeSigningConfigs, [idOf(arn)]] as const;
    const profileArns = input.AllowedPublishers?.SigningProfileVersionArns;
    const policy = input.CodeSigningPolicies?.UntrustedArtifactOnDeployment;
    const modifiedEpochMs = context.clock.now();
    const record = await context.store.transact([row], async (tx) => {
      const updated: CodeSigningRecord = {
        ...(await getCodeSigning(context, arn, tx)),
        ...(input.Description !== undefined && { description: input.Description }),
        ...(profileArns && { profileArns }),
        ...(policy && { policy }),
        modifiedEpochMs,
      };
      tx.put(...row, updated);
      return updated;
    });
    return { CodeSigningConfig: toCodeSigningConfig(context, record) };
  },
);
