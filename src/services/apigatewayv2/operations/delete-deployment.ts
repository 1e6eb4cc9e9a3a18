import { operation } from '../../define-service.ts';
import { changeApi } from '../change-api.ts';
import { badRequest, notFound } from '../errors.ts';
import { deployments, snapshots, stages } from '../store.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments-deploymentid.html#DeleteDeployment */
export const deleteDeployment = operation('apigatewayv2', 'DeleteDeployment', (input, context) =>
  changeApi(context, input.ApiId, async (tx, { ApiId }) => {
    const id = input.DeploymentId ?? '';
    if (!(await tx.get(deployments, [ApiId, id]))) throw notFound('Deployment');
    const isServed = (await tx.scan(stages, { prefix: [ApiId] })).some(
      ({ value }) => value.DeploymentId === id,
    );
    // The text of REST APIs.
    if (isServed)
      throw badRequest('Active stages pointing to this deployment must be moved or deleted');
    tx.delete(deployments, [ApiId, id]);
    tx.delete(snapshots, [ApiId, id]);
    return {};
  }),
);
