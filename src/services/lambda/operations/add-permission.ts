import { operation } from '../../define-service.ts';
import { lambdaError, revisionMismatch } from '../errors.ts';
import { LATEST } from '../function.ts';
import { parseFunctionName } from '../function-name.ts';
import { getTarget, putRevision, revisionOf } from '../load.ts';
import { assertPolicySize, makeStatement } from '../policy.ts';
import { functionLock, policies } from '../store.ts';

/** The function, version or alias gets a new revision. https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
export const addPermission = operation('lambda', 'AddPermission', async (input, context) => {
  const named = parseFunctionName(context, input.FunctionName ?? '', input.Qualifier);
  const statement = makeStatement(context, named, input);
  const key = [named.name, named.qualifier ?? LATEST];
  const revisionId = context.ids.uuid();
  await context.store.transact([functionLock(named.name)], async (tx) => {
    const target = await getTarget(context, named, tx);
    const before = await tx.get(policies, key);
    if (input.RevisionId !== undefined && input.RevisionId !== revisionOf(target)) {
      throw revisionMismatch('GetFunction/GetAlias');
    }
    if (before?.statements.some((each) => each.Sid === statement.Sid)) {
      throw lambdaError(
        'ResourceConflictException',
        `The statement id (${statement.Sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
      );
    }
    const policy = { ...before, statements: [...(before?.statements ?? []), statement] };
    assertPolicySize(policy);
    tx.put(policies, key, policy);
    putRevision(tx, target, revisionId);
  });
  return { Statement: JSON.stringify(statement) };
});
