import { operation } from '../../define-service.ts';
import { getPolicy as findByArn } from '../managed-policies.ts';
import { toPolicy } from '../wire.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html */
export const getPolicy = operation('iam', 'GetPolicy', async (input, context) => ({
  Policy: await toPolicy(context, await findByArn(context.store, input.PolicyArn)),
}));
