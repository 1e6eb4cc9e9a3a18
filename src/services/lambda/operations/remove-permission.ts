import { operation } from '../../define-service.ts';
import { lambdaError, revisionMismatch } from '../errors.ts';
import { LATEST } from '../function.ts';
import { functionArn, parseFunctionName } from '../function-name.ts';
import { getTarget, putRevision, revisionOf } from '../load.ts';
import { functionLock, functions, policies } from '../store.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_RemovePermission.html */
export const removePermission = operation('lambda', 'RemovePermission', async (input, context) => {
  const named = parseFunctionName(context, input.FunctionName ?? '', input.Qualifier);
  const key = [named.name, named.qualifier ?? LATEST];
  const revisionId = context.ids.uuid();
  await context.store.transact([functionLock(named.name)], async (tx) => {
    if (!(await tx.get(functions, [named.name]))) {
      const arn = functionArn(context, named.name);
      throw lambdaError('ResourceNotFoundException', `No policy found for: ${arn}`);
    }
    const target = await getTarget(context, named, tx);
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
    if (input.RevisionId !== undefined && input.RevisionId !== revisionOf(target)) {
      throw revisionMismatch('GetFunction/GetAlias');
    }
    if (statements.length === 0) tx.delete(policies, key);
    else tx.put(policies, key, { ...policy, statements });
    putRevision(tx, target, revisionId);
  });
  return {};
});
