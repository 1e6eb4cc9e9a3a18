import { operation } from '../../define-service.ts';
import { lambdaError, revisionMismatch } from '../errors.ts';
import { LATEST } from '../function.ts';
import { parseFunctionName } from '../function-name.ts';
import { assertExists } from '../load.ts';
import { functionLock, policies } from '../store.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_RemovePermission.html */
export const removePermission = operation('lambda', 'RemovePermission', async (input, context) => {
  const named = parseFunctionName(context, input.FunctionName ?? '', input.Qualifier);
  const key = [named.name, named.qualifier ?? LATEST];
  const revisionId = context.ids.uuid();
  await context.store.transact([functionLock(named.name)], async (tx) => {
    await assertExists(context, named, tx);
    const policy = await tx.get(policies, key);
    if (!policy) {
      throw lambdaError(
        'ResourceNotFoundException',
        'No policy is associated with the given resource.',
      );
    }
    const statements = policy.statements.filter((each) => each.Sid !== input.StatementId);
    if (statements.length === policy.statements.length) {
      throw lambdaError(
        'ResourceNotFoundException',
        `Statement ${input.StatementId} is not found in resource policy.`,
      );
    }
    if (input.RevisionId !== undefined && input.RevisionId !== policy.revisionId) {
      throw revisionMismatch('GetFunction/GetAlias');
    }
    if (statements.length === 0) tx.delete(policies, key);
    else tx.put(policies, key, { statements, revisionId });
  });
  return {};
});
