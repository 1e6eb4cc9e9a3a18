import { operation } from '../../define-service.ts';
import { assertTargets, getAlias, toAliasConfiguration, toWeights } from '../alias.ts';
import { revisionMismatch } from '../errors.ts';
import type { AliasRecord } from '../function.ts';
import { parseUnqualifiedName } from '../function-name.ts';
import { getFunction } from '../load.ts';
import { assertStaysProvisionable } from '../provisioned-concurrency.ts';
import { lambdaState } from '../state.ts';
import { aliases, functionLock } from '../store.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_UpdateAlias.html */
export const updateAlias = operation('lambda', 'UpdateAlias', async (input, context) => {
  const name = parseUnqualifiedName(context, input.FunctionName ?? '');
  const revisionId = context.ids.uuid();
  const alias = await context.store.transact([functionLock(name)], async (tx) => {
    await getFunction(context, name, tx);
    const { weights: before, ...rest } = await getAlias(context, tx, name, input.Name ?? '');
    if (input.RevisionId !== undefined && input.RevisionId !== rest.revisionId) {
      throw revisionMismatch('GetFunction/GetAlias');
    }
    const weights = input.RoutingConfig ? toWeights(input.RoutingConfig) : before;
    const updated: AliasRecord = {
      ...rest,
      ...(input.FunctionVersion !== undefined && { version: input.FunctionVersion }),
      ...(input.Description !== undefined && { description: input.Description }),
      ...(weights && { weights }),
      revisionId,
    };
    await assertTargets(context, tx, name, updated);
    await assertStaysProvisionable(context, tx, name, updated);
    tx.put(aliases, [name, updated.name], updated);
    return updated;
  });
  const { catalog, provisioning } = lambdaState(context);
  catalog.forget(context, name);
  provisioning.begin(context, name);
  return toAliasConfiguration(context, name, alias);
});
