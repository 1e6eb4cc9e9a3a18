import { operation } from '../../define-service.ts';
import { getRestApiRecord } from '../change-rest-api.ts';
import { toDeployment } from '../deployment.ts';
import { notFoundOf } from '../errors.ts';
import { deployments } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetDeployment.html */
export const getDeployment = operation('apigateway', 'GetDeployment', async (input, context) => {
  const { id } = await getRestApiRecord(context, input.restApiId);
  const deployment = await context.store.get(deployments, [id, input.deploymentId ?? '']);
  if (!deployment) throw notFoundOf('deployment');
  return toDeployment(deployment, input.embed);
});
