import { flag, type PatchRules, text } from './patch.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateRequestValidator-Patch */
export const validatorPatch: PatchRules = {
  '/name': text('name'),
  '/validateRequestBody': flag('validateRequestBody'),
  '/validateRequestParameters': flag('validateRequestParameters'),
};
