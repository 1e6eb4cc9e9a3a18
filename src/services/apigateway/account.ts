import type { Account } from '@aws-sdk/client-api-gateway';
import { type PatchRules, text } from './patch.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateAccount-Patch */
export const accountPatch: PatchRules = {
  '/cloudwatchRoleArn': text('cloudwatchRoleArn', ['replace', 'remove', 'add']),
};

/** As the API's operations return it. */
export function toAccount(settings: { cloudwatchRoleArn?: string | undefined }): Account {
  return {
    ...settings,
    throttleSettings: { burstLimit: 5000, rateLimit: 10_000 },
    features: ['UsagePlans'],
    apiKeyVersion: '4',
  };
}
