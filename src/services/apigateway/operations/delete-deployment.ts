import { operation } from '../../define-service.ts';
import { changeRestApi } from '../change-rest-api.ts';
import { badRequest, notFoundOf } from '../errors.ts';
import { deployments, snapshots, stages } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteDeployment.html */
export const deleteDeployment = operation('apigateway', 'DeleteDeployment', (input, context) =>
  changeRestApi(context, input.restApiId, async (tx, api) => {
    const id = input.deploymentId ?? '';
    if (!(await tx.get(deployments, [api.id, id]))) throw notFoundOf('deployment');
    const served = await tx.scan(stages, { prefix: [api.id] });
    if (
      served.some(
        ({ value }) => value.deploymentId === id || value.canarySettings?.deploymentId === id,
      )
    )
      throw badRequest('Active stages pointing to this deployment must be moved or deleted');
    tx.delete(deployments, [api.id, id]);
    tx.delete(snapshots, [api.id, id]);
    return {};
  }),
);
