import { operation } from '../../define-service.ts';
import { getApiRecord } from '../change-api.ts';
import { toDeployment } from '../deployment.ts';
import { notFound } from '../errors.ts';
import { deployments } from '../store.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments-deploymentid.html#GetDeployment */
export const getDeployment = operation('apigatewayv2', 'GetDeployment', async (input, context) => {
  const { ApiId } = await getApiRecord(context, input.ApiId);
  const deployment = await context.store.get(deployments, [ApiId, input.DeploymentId ?? '']);
  if (!deployment) throw notFound('Deployment');
  return toDeployment(deployment);
});
