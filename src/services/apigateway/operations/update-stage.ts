import { operation } from '../../define-service.ts';
import type { StoreTransaction } from '../../store.ts';
import { changeRestApi } from '../change-rest-api.ts';
import { badRequest, notFoundOf } from '../errors.ts';
import { applyPatch } from '../patch.ts';
import { assertReferences, assertStage, stagePatch, toStage } from '../stage.ts';
import { deployments, type StageRecord, stages } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateStage.html */
export const updateStage = operation('apigateway', 'UpdateStage', (input, context) =>
  changeRestApi(context, input.restApiId, async (tx, api) => {
    const key = [api.id, input.stageName ?? ''];
    const before = await tx.get(stages, key);
    if (!before) throw notFoundOf('stage');
    const patched = applyPatch(before, input.patchOperations, stagePatch);
    const stage: StageRecord = { ...patched, updatedAtEpochMs: context.clock.now() };
    assertStage('UpdateStage', stage);
    await assertReferences(tx, api.id, stage);
    await assertDeployments(tx, api.id, before, stage);
    tx.put(stages, key, stage);
    return toStage(stage);
  }),
);

async function assertDeployments(
  tx: StoreTransaction,
  apiId: string,
  before: StageRecord,
  after: StageRecord,
): Promise<void> {
  const ids = [after.deploymentId, after.canarySettings?.deploymentId];
  const known = [before.deploymentId, before.canarySettings?.deploymentId];
  for (const id of ids)
    if (id !== undefined && !known.includes(id) && !(await tx.get(deployments, [apiId, id])))
      throw badRequest('Deployment id does not exist');
}
