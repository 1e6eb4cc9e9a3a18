import { operation } from '../../define-service.ts';
import { parsePolicyOwner, readPolicy } from '../resource-policy.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetResourcePolicy.html */
export const getResourcePolicy = operation('lambda', 'GetResourcePolicy', async (input, context) =>
  readPolicy(context, parsePolicyOwner(context, input.ResourceArn ?? '')),
);
