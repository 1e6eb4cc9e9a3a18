import { operation } from '../../define-service.ts';
import { changeApi } from '../change-api.ts';
import { autoDeploy, freeze } from '../deployment.ts';
import { badRequest, conflict, notFound } from '../errors.ts';
import { assertStageMembers, assertStageName, toStage } from '../stage.ts';
import { deployments, type StageRecord, stages } from '../store.ts';
import { assertTags } from '../tags.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages.html#CreateStage */
export const createStage = operation('apigatewayv2', 'CreateStage', (input, context) =>
  changeApi(context, input.ApiId, async (tx, { ApiId, ProtocolType }) => {
    const { StageName = '', DeploymentId, AutoDeploy = false } = input;
    assertStageName(StageName, ProtocolType);
    assertTags(input.Tags);
    await assertStageMembers('CreateStage', tx, input, ProtocolType);
    if (await tx.get(stages, [ApiId, StageName])) throw conflict('Stage already exists');
    // The rule is documented; the text is ours.
    if (AutoDeploy && DeploymentId !== undefined)
      throw badRequest('DeploymentId cannot be set together with AutoDeploy');
    if (DeploymentId !== undefined) {
      if (!(await tx.get(deployments, [ApiId, DeploymentId]))) throw notFound('Deployment');
      await freeze(tx, ApiId, DeploymentId);
    }
    const stage: StageRecord = {
      ...(input.AccessLogSettings && { AccessLogSettings: input.AccessLogSettings }),
      AutoDeploy,
      createdAtEpochMs: context.clock.now(),
      DefaultRouteSettings: { DetailedMetricsEnabled: false, ...input.DefaultRouteSettings },
      DeploymentId,
      Description: input.Description,
      RouteSettings: input.RouteSettings ?? {},
      StageName,
      StageVariables: input.StageVariables ?? {},
      Tags: input.Tags ?? {},
      updatedAtEpochMs: context.clock.now(),
    };
    tx.put(stages, [ApiId, StageName], stage);
    if (AutoDeploy) await autoDeploy(tx, context, ApiId);
    return toStage((await tx.get(stages, [ApiId, StageName])) ?? stage);
  }),
);
