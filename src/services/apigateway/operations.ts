import type { Operation } from '../define-service.ts';
import { createDeployment } from './operations/create-deployment.ts';
import { createResource } from './operations/create-resource.ts';
import { createRestApi } from './operations/create-rest-api.ts';
import { createStage } from './operations/create-stage.ts';
import { deleteDeployment } from './operations/delete-deployment.ts';
import { deleteGatewayResponse } from './operations/delete-gateway-response.ts';
import { deleteIntegrationResponse } from './operations/delete-integration-response.ts';
import { deleteIntegration } from './operations/delete-integration.ts';
import { deleteMethodResponse } from './operations/delete-method-response.ts';
import { deleteMethod } from './operations/delete-method.ts';
import { deleteResource } from './operations/delete-resource.ts';
import { deleteRestApi } from './operations/delete-rest-api.ts';
import { deleteStage } from './operations/delete-stage.ts';
import { getDeployment } from './operations/get-deployment.ts';
import { getDeployments } from './operations/get-deployments.ts';
import { getGatewayResponse } from './operations/get-gateway-response.ts';
import { getGatewayResponses } from './operations/get-gateway-responses.ts';
import { getIntegrationResponse } from './operations/get-integration-response.ts';
import { getIntegration } from './operations/get-integration.ts';
import { getMethodResponse } from './operations/get-method-response.ts';
import { getMethod } from './operations/get-method.ts';
import { getResource } from './operations/get-resource.ts';
import { getResources } from './operations/get-resources.ts';
import { getRestApi } from './operations/get-rest-api.ts';
import { getRestApis } from './operations/get-rest-apis.ts';
import { getStage } from './operations/get-stage.ts';
import { getStages } from './operations/get-stages.ts';
import { getTags } from './operations/get-tags.ts';
import { putGatewayResponse } from './operations/put-gateway-response.ts';
import { putIntegrationResponse } from './operations/put-integration-response.ts';
import { putIntegration } from './operations/put-integration.ts';
import { putMethodResponse } from './operations/put-method-response.ts';
import { putMethod } from './operations/put-method.ts';
import { tagResource } from './operations/tag-resource.ts';
import { untagResource } from './operations/untag-resource.ts';
import { updateDeployment } from './operations/update-deployment.ts';
import { updateGatewayResponse } from './operations/update-gateway-response.ts';
import { updateIntegrationResponse } from './operations/update-integration-response.ts';
import { updateIntegration } from './operations/update-integration.ts';
import { updateMethodResponse } from './operations/update-method-response.ts';
import { updateMethod } from './operations/update-method.ts';
import { updateResource } from './operations/update-resource.ts';
import { updateRestApi } from './operations/update-rest-api.ts';
import { updateStage } from './operations/update-stage.ts';

/** Every operation that is built; loaded by the first request to this service. */
export const operations: readonly Operation[] = [
  createDeployment,
  createResource,
  createRestApi,
  createStage,
  deleteDeployment,
  deleteGatewayResponse,
  deleteIntegrationResponse,
  deleteIntegration,
  deleteMethodResponse,
  deleteMethod,
  deleteResource,
  deleteRestApi,
  deleteStage,
  getDeployment,
  getDeployments,
  getGatewayResponse,
  getGatewayResponses,
  getIntegrationResponse,
  getIntegration,
  getMethodResponse,
  getMethod,
  getResource,
  getResources,
  getRestApi,
  getRestApis,
  getStage,
  getStages,
  getTags,
  putGatewayResponse,
  putIntegrationResponse,
  putIntegration,
  putMethodResponse,
  putMethod,
  tagResource,
  untagResource,
  updateDeployment,
  updateGatewayResponse,
  updateIntegrationResponse,
  updateIntegration,
  updateMethodResponse,
  updateMethod,
  updateResource,
  updateRestApi,
  updateStage,
];
