import { operation } from '../../define-service.ts';
import { lambdaError, revisionMismatch } from '../errors.ts';
import { LATEST, type PolicyRecord } from '../function.ts';
import { functionArn, parseFunctionName } from '../function-name.ts';
import { assertExists } from '../load.ts';
import { assertPolicySize, makeStatement } from '../policy.ts';
import { functionLock, policies } from '../store.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
export const addPermission = operation('lambda', 'AddPermission', async (input, context) => {
  const named = parseFunctionName(context, input.FunctionName ?? '', input.Qualifier);
  const { name, qualifier } = named;
  const statement = makeStatement(input, functionArn(context, name, qualifier), context.region);
  const revisionId = context.ids.uuid();
  await context.store.transact([functionLock(name)], async (tx) => {
    await assertExists(context, named, tx);
    const before = await tx.get(policies, [name, qualifier ?? LATEST]);
    if (input.RevisionId !== undefined && input.RevisionId !== before?.revisionId) {
      throw revisionMismatch('GetFunction/GetAlias');
    }
    if (before?.statements.some((each) => each.Sid === statement.Sid)) {
      throw lambdaError(
        'ResourceConflictException',
        `The statement id (${statement.Sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
      );
    }
    const policy: PolicyRecord = {
      statements: [...(before?.statements ?? []), statement],
      revisionId,
    };
    assertPolicySize(policy);
    tx.put(policies, [name, qualifier ?? LATEST], policy);
  });
  return { Statement: JSON.stringify(statement) };
});
