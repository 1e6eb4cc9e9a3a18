import { operation } from '../../define-service.ts';
import { changeRestApi } from '../change-rest-api.ts';
import { deploymentPatch, toDeployment } from '../deployment.ts';
import { notFoundOf } from '../errors.ts';
import { applyPatch } from '../patch.ts';
import { deployments } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateDeployment.html */
export const updateDeployment = operation('apigateway', 'UpdateDeployment', (input, context) =>
  changeRestApi(context, input.restApiId, async (tx, api) => {
    const key = [api.id, input.deploymentId ?? ''];
    const before = await tx.get(deployments, key);
    if (!before) throw notFoundOf('deployment');
    const updated = applyPatch(before, input.patchOperations, deploymentPatch);
    tx.put(deployments, key, updated);
    return toDeployment(updated);
  }),
);
