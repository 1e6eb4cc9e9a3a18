import type { Operation } from '../define-service.ts';
import { createApiMapping } from './operations/create-api-mapping.ts';
import { createApi } from './operations/create-api.ts';
import { createAuthorizer } from './operations/create-authorizer.ts';
import { createDeployment } from './operations/create-deployment.ts';
import { createDomainName } from './operations/create-domain-name.ts';
import { createIntegrationResponse } from './operations/create-integration-response.ts';
import { createIntegration } from './operations/create-integration.ts';
import { createModel } from './operations/create-model.ts';
import { createRouteResponse } from './operations/create-route-response.ts';
import { createRoute } from './operations/create-route.ts';
import { createStage } from './operations/create-stage.ts';
import { createVpcLink } from './operations/create-vpc-link.ts';
import { deleteAccessLogSettings } from './operations/delete-access-log-settings.ts';
import { deleteApiMapping } from './operations/delete-api-mapping.ts';
import { deleteApi } from './operations/delete-api.ts';
import { deleteAuthorizer } from './operations/delete-authorizer.ts';
import { deleteCorsConfiguration } from './operations/delete-cors-configuration.ts';
import { deleteDeployment } from './operations/delete-deployment.ts';
import { deleteDomainName } from './operations/delete-domain-name.ts';
import { deleteIntegrationResponse } from './operations/delete-integration-response.ts';
import { deleteIntegration } from './operations/delete-integration.ts';
import { deleteModel } from './operations/delete-model.ts';
import { deleteRouteRequestParameter } from './operations/delete-route-request-parameter.ts';
import { deleteRouteResponse } from './operations/delete-route-response.ts';
import { deleteRouteSettings } from './operations/delete-route-settings.ts';
import { deleteRoute } from './operations/delete-route.ts';
import { deleteStage } from './operations/delete-stage.ts';
import { deleteVpcLink } from './operations/delete-vpc-link.ts';
import { exportApi } from './operations/export-api.ts';
import { getApiMapping } from './operations/get-api-mapping.ts';
import { getApiMappings } from './operations/get-api-mappings.ts';
import { getApi } from './operations/get-api.ts';
import { getApis } from './operations/get-apis.ts';
import { getAuthorizer } from './operations/get-authorizer.ts';
import { getAuthorizers } from './operations/get-authorizers.ts';
import { getDeployment } from './operations/get-deployment.ts';
import { getDeployments } from './operations/get-deployments.ts';
import { getDomainName } from './operations/get-domain-name.ts';
import { getDomainNames } from './operations/get-domain-names.ts';
import { getIntegrationResponse } from './operations/get-integration-response.ts';
import { getIntegrationResponses } from './operations/get-integration-responses.ts';
import { getIntegration } from './operations/get-integration.ts';
import { getIntegrations } from './operations/get-integrations.ts';
import { getModelTemplate } from './operations/get-model-template.ts';
import { getModel } from './operations/get-model.ts';
import { getModels } from './operations/get-models.ts';
import { getRouteResponse } from './operations/get-route-response.ts';
import { getRouteResponses } from './operations/get-route-responses.ts';
import { getRoute } from './operations/get-route.ts';
import { getRoutes } from './operations/get-routes.ts';
import { getStage } from './operations/get-stage.ts';
import { getStages } from './operations/get-stages.ts';
import { getTags } from './operations/get-tags.ts';
import { getVpcLink } from './operations/get-vpc-link.ts';
import { getVpcLinks } from './operations/get-vpc-links.ts';
import { importApi } from './operations/import-api.ts';
import { reimportApi } from './operations/reimport-api.ts';
import { resetAuthorizersCache } from './operations/reset-authorizers-cache.ts';
import { tagResource } from './operations/tag-resource.ts';
import { untagResource } from './operations/untag-resource.ts';
import { updateApiMapping } from './operations/update-api-mapping.ts';
import { updateApi } from './operations/update-api.ts';
import { updateAuthorizer } from './operations/update-authorizer.ts';
import { updateDeployment } from './operations/update-deployment.ts';
import { updateDomainName } from './operations/update-domain-name.ts';
import { updateIntegrationResponse } from './operations/update-integration-response.ts';
import { updateIntegration } from './operations/update-integration.ts';
import { updateModel } from './operations/update-model.ts';
import { updateRouteResponse } from './operations/update-route-response.ts';
import { updateRoute } from './operations/update-route.ts';
import { updateStage } from './operations/update-stage.ts';
import { updateVpcLink } from './operations/update-vpc-link.ts';

/** Every operation that is built; loaded by the first request to this service. */
export const operations: readonly Operation[] = [
  createApiMapping,
  createApi,
  createAuthorizer,
  createDeployment,
  createDomainName,
  createIntegrationResponse,
  createIntegration,
  createModel,
  createRouteResponse,
  createRoute,
  createStage,
  createVpcLink,
  deleteAccessLogSettings,
  deleteApiMapping,
  deleteApi,
  deleteAuthorizer,
  deleteCorsConfiguration,
  deleteDeployment,
  deleteDomainName,
  deleteIntegrationResponse,
  deleteIntegration,
  deleteModel,
  deleteRouteRequestParameter,
  deleteRouteResponse,
  deleteRouteSettings,
  deleteRoute,
  deleteStage,
  deleteVpcLink,
  exportApi,
  getApiMapping,
  getApiMappings,
  getApi,
  getApis,
  getAuthorizer,
  getAuthorizers,
  getDeployment,
  getDeployments,
  getDomainName,
  getDomainNames,
  getIntegrationResponse,
  getIntegrationResponses,
  getIntegration,
  getIntegrations,
  getModelTemplate,
  getModel,
  getModels,
  getRouteResponse,
  getRouteResponses,
  getRoute,
  getRoutes,
  getStage,
  getStages,
  getTags,
  getVpcLink,
  getVpcLinks,
  importApi,
  reimportApi,
  resetAuthorizersCache,
  tagResource,
  untagResource,
  updateApiMapping,
  updateApi,
  updateAuthorizer,
  updateDeployment,
  updateDomainName,
  updateIntegrationResponse,
  updateIntegration,
  updateModel,
  updateRouteResponse,
  updateRoute,
  updateStage,
  updateVpcLink,
];
