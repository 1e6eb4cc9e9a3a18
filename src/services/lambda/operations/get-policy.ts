import { operation } from '../../define-service.ts';
import { resourceDoesNotExist } from '../errors.ts';
import { LATEST } from '../function.ts';
import { parseFunctionName } from '../function-name.ts';
import { assertExists } from '../load.ts';
import { toPolicyText } from '../policy.ts';
import { policies } from '../store.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html */
export const getPolicy = operation('lambda', 'GetPolicy', async (input, context) => {
  const named = parseFunctionName(context, input.FunctionName ?? '', input.Qualifier);
  await assertExists(context, named);
  const policy = await context.store.get(policies, [named.name, named.qualifier ?? LATEST]);
  if (!policy) throw resourceDoesNotExist();
  return { Policy: toPolicyText(policy), RevisionId: policy.revisionId };
});
