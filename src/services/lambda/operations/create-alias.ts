import { operation } from '../../define-service.ts';
import { assertTargets, toAliasConfiguration, toWeights } from '../alias.ts';
import { lambdaError } from '../errors.ts';
import type { AliasRecord } from '../function.ts';
import { functionArn, parseUnqualifiedName } from '../function-name.ts';
import { aliases, functionLock } from '../store.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html */
export const createAlias = operation('lambda', 'CreateAlias', async (input, context) => {
  const name = parseUnqualifiedName(context, input.FunctionName ?? '');
  const weights = toWeights(input.RoutingConfig);
  const alias: AliasRecord = {
    name: input.Name ?? '',
    version: input.FunctionVersion ?? '',
    description: input.Description ?? '',
    ...(weights && { weights }),
    revisionId: context.ids.uuid(),
  };
  await context.store.transact([functionLock(name)], async (tx) => {
    await assertTargets(context, tx, name, alias);
    if (await tx.get(aliases, [name, alias.name])) {
      const arn = functionArn(context, name, alias.name);
      throw lambdaError('ResourceConflictException', `Alias already exists: ${arn}`);
    }
    tx.put(aliases, [name, alias.name], alias);
  });
  return toAliasConfiguration(context, name, alias);
});
