import { operation } from '../../define-service.ts';
import { changeRestApi } from '../change-rest-api.ts';
import { deploy, toDeployment } from '../deployment.ts';
import { assertReferences, assertStage, makeStage } from '../stage.ts';
import { type StageRecord, stages } from '../store.ts';

/** Makes the stage it names, or moves it. https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDeployment.html */
export const createDeployment = operation('apigateway', 'CreateDeployment', (input, context) =>
  changeRestApi(context, input.restApiId, async (tx, api) => {
    const deployment = await deploy(tx, context, api, input.description);
    const { stageName } = input;
    if (stageName === undefined || stageName === '') return toDeployment(deployment);
    const before = await tx.get(stages, [api.id, stageName]);
    const { clock } = context;
    const { cacheClusterEnabled, cacheClusterSize, tracingEnabled, variables } = input;
    const members: Partial<StageRecord> = {
      ...(input.stageDescription !== undefined && { description: input.stageDescription }),
      ...(cacheClusterEnabled !== undefined && { cacheClusterEnabled }),
      ...(cacheClusterSize !== undefined && { cacheClusterSize }),
      ...(tracingEnabled !== undefined && { tracingEnabled }),
      ...(variables && { variables }),
    };
    // With canary settings the new deployment gets a share of the traffic, and the stage stays.
    const isCanary = input.canarySettings !== undefined && before !== undefined;
    const stage: StageRecord = {
      ...(before ?? makeStage(stageName, deployment.id, clock.now())),
      ...members,
      ...(isCanary
        ? { canarySettings: { ...input.canarySettings, deploymentId: deployment.id } }
        : { deploymentId: deployment.id }),
      updatedAtEpochMs: clock.now(),
    };
    assertStage('CreateDeployment', stage);
    await assertReferences(tx, api.id, stage);
    tx.put(stages, [api.id, stageName], stage);
    return toDeployment(deployment);
  }),
);
