import { operation } from '../../define-service.ts';
import { changeApi } from '../change-api.ts';
import { deployNow, dropSuperseded, toDeployment } from '../deployment.ts';
import { badRequest, notFound } from '../errors.ts';
import { stages } from '../store.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments.html#CreateDeployment */
export const createDeployment = operation('apigatewayv2', 'CreateDeployment', (input, context) =>
  changeApi(context, input.ApiId, async (tx, { ApiId }) => {
    const key = [ApiId, input.StageName ?? ''];
    const stage = input.StageName === undefined ? undefined : await tx.get(stages, key);
    if (input.StageName !== undefined && !stage) throw notFound('stage');
    // As UpdateStage refuses a DeploymentId then; the text is ours.
    if (stage?.AutoDeploy)
      throw badRequest('A stage with AutoDeploy enabled cannot be deployed by hand');
    const deployment = await deployNow(tx, context, ApiId, input.Description);
    if (stage) {
      const { DeploymentId } = deployment;
      tx.put(stages, key, { ...stage, DeploymentId, updatedAtEpochMs: context.clock.now() });
      await dropSuperseded(tx, ApiId);
    }
    return toDeployment(deployment);
  }),
);
