import type { UpdateStageRequest } from '@aws-sdk/client-apigatewayv2';
import type { Context } from '../../context.ts';
import { operation } from '../../define-service.ts';
import type { StoreTransaction } from '../../store.ts';
import { changeApi } from '../change-api.ts';
import { autoDeploy, dropSuperseded, freeze } from '../deployment.ts';
import { badRequest, notFound } from '../errors.ts';
import { assertStageMembers, toStage } from '../stage.ts';
import { deployments, type StageRecord, stages } from '../store.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html#UpdateStage */
export const updateStage = operation('apigatewayv2', 'UpdateStage', (input, context) =>
  changeApi(context, input.ApiId, async (tx, { ApiId, ProtocolType }) => {
    const key = [ApiId, input.StageName ?? ''];
    const stage = await tx.get(stages, key);
    if (!stage) throw notFound('stage');
    // "You can't modify the $default stage" of quick create; the text is ours.
    if (stage.ApiGatewayManaged)
      throw badRequest('A stage made by quick create cannot be modified.');
    await assertStageMembers('UpdateStage', tx, input, ProtocolType);
    const updated = merge(stage, input, context);
    tx.put(stages, key, updated);
    await redeploy(tx, context, ApiId, stage, updated, input.DeploymentId);
    return toStage((await tx.get(stages, key)) ?? updated);
  }),
);

/** Maps are merged key by key; a stage variable goes away by being set to an empty text. */
function merge(stage: StageRecord, input: UpdateStageRequest, { clock }: Context): StageRecord {
  const variables = Object.entries({ ...stage.StageVariables, ...input.StageVariables });
  return {
    ...stage,
    ...(input.AccessLogSettings && {
      AccessLogSettings: input.AccessLogSettings.DestinationArn
        ? input.AccessLogSettings
        : undefined,
    }),
    AutoDeploy: input.AutoDeploy ?? stage.AutoDeploy,
    DefaultRouteSettings: { ...stage.DefaultRouteSettings, ...input.DefaultRouteSettings },
    DeploymentId: input.DeploymentId ?? stage.DeploymentId,
    Description: input.Description ?? stage.Description,
    RouteSettings: { ...stage.RouteSettings, ...input.RouteSettings },
    StageVariables: Object.fromEntries(variables.filter(([, value]) => value !== '')),
    updatedAtEpochMs: clock.now(),
  };
}

async function redeploy(
  tx: StoreTransaction,
  context: Context,
  apiId: string,
  before: StageRecord,
  after: StageRecord,
  deploymentId: string | undefined,
): Promise<void> {
  if (deploymentId !== undefined) {
    // The rule is the API's documentation of `DeploymentId`; the text is ours.
    if (after.AutoDeploy)
      throw badRequest('DeploymentId cannot be updated while AutoDeploy is enabled');
    if (!(await tx.get(deployments, [apiId, deploymentId]))) throw notFound('Deployment');
  }
  if (!after.AutoDeploy && after.DeploymentId !== undefined)
    await freeze(tx, apiId, after.DeploymentId);
  if (after.AutoDeploy && !before.AutoDeploy) await autoDeploy(tx, context, apiId);
  else await dropSuperseded(tx, apiId);
}
