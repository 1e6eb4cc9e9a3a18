import { operation } from '../../define-service.ts';
import { changeRestApi } from '../change-rest-api.ts';
import { conflict, notFoundOf } from '../errors.ts';
import { assertReferences, assertStage, makeStage, toStage } from '../stage.ts';
import { deployments, type StageRecord, stages } from '../store.ts';
import { assertTags } from '../tags.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html */
export const createStage = operation('apigateway', 'CreateStage', (input, context) =>
  changeRestApi(context, input.restApiId, async (tx, api) => {
    const { restApiId: _api, stageName = '', deploymentId = '', ...members } = input;
    const stage: StageRecord = {
      ...makeStage(stageName, deploymentId, context.clock.now()),
      ...members,
    };
    assertStage('CreateStage', stage);
    await assertReferences(tx, api.id, stage);
    assertTags(input.tags);
    if (!(await tx.get(deployments, [api.id, deploymentId]))) throw notFoundOf('deployment');
    if (await tx.get(stages, [api.id, stageName])) throw conflict('Stage already exists');
    tx.put(stages, [api.id, stageName], stage);
    return toStage(stage);
  }),
);
