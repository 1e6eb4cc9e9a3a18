import { notImplemented } from '../../../protocol/aws-error.ts';
import { operation } from '../../define-service.ts';
import { toCodeSigningConfig } from '../code-signing.ts';
import type { CodeSigningRecord } from '../function.ts';
import { codeSigningConfigs } from '../store.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateCodeSigningConfig.html */
export const createCodeSigningConfig = operation(
  'lambda',
  'CreateCodeSigningConfig',
  async (input, context) => {
    if (Object.keys(input.Tags ?? {}).length > 0) {
      throw notImplemented('lambda', 'CreateCodeSigningConfig', 'Tags');
    }
    const record: CodeSigningRecord = {
      id: `csc-${context.ids.hex(17)}`,
      description: input.Description ?? '',
      profileArns: input.AllowedPublishers?.SigningProfileVersionArns ?? [],
      policy: input.CodeSigningPolicies?.UntrustedArtifactOnDeployment ?? 'Warn',
      modifiedEpochMs: context.clock.now(),
    };
    await context.store.put(codeSigningConfigs, [record.id], record);
    return { CodeSigningConfig: toCodeSigningConfig(context, record) };
  },
);
