import { operation } from '../../define-service.ts';
import { changeApi } from '../change-api.ts';
import { toDeployment } from '../deployment.ts';
import { notFound } from '../errors.ts';
import { deployments } from '../store.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments-deploymentid.html#UpdateDeployment */
export const updateDeployment = operation('apigatewayv2', 'UpdateDeployment', (input, context) =>
  changeApi(context, input.ApiId, async (tx, { ApiId }) => {
    const key = [ApiId, input.DeploymentId ?? ''];
    const deployment = await tx.get(deployments, key);
    if (!deployment) throw notFound('Deployment');
    const updated = { ...deployment, Description: input.Description ?? deployment.Description };
    tx.put(deployments, key, updated);
    return toDeployment(updated);
  }),
);
