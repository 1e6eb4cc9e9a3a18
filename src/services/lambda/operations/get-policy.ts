import { operation } from '../../define-service.ts';
import { parseFunctionName } from '../function-name.ts';
import { readPolicy } from '../resource-policy.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html */
export const getPolicy = operation('lambda', 'GetPolicy', async (input, context) =>
  readPolicy(context, parseFunctionName(context, input.FunctionName ?? '', input.Qualifier)),
);
