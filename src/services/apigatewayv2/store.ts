/** What API Gateway v2 keeps. Records hold the SDK's own shapes; dates are epoch milliseconds. */
import type {
  Api,
  Authorizer,
  Cors,
  Deployment,
  Integration,
  IntegrationResponse,
  Model,
  Route,
  RouteResponse,
  Stage,
  VpcLink,
} from '@aws-sdk/client-apigatewayv2';
import { defineTable } from '../store.ts';

export interface ApiRecord extends Omit<Api, 'ApiEndpoint' | 'CreatedDate'> {
  ApiId: string;
  createdAtEpochMs: number;
  /** What quick create made and API Gateway manages. */
  quickCreate?: { routeId: string; integrationId: string };
}

export interface RouteRecord extends Route {
  RouteId: string;
  RouteKey: string;
}

export interface IntegrationRecord extends Integration {
  IntegrationId: string;
}

export interface AuthorizerRecord extends Authorizer {
  AuthorizerId: string;
}

export interface ModelRecord extends Model {
  ModelId: string;
  Name: string;
}

export interface RouteResponseRecord extends RouteResponse {
  RouteId: string;
  RouteResponseId: string;
}

export interface IntegrationResponseRecord extends IntegrationResponse {
  IntegrationId: string;
  IntegrationResponseId: string;
}

export interface StageRecord extends Omit<Stage, 'CreatedDate' | 'LastUpdatedDate'> {
  StageName: string;
  createdAtEpochMs: number;
  updatedAtEpochMs: number;
}

export interface DeploymentRecord extends Omit<Deployment, 'CreatedDate'> {
  DeploymentId: string;
  createdAtEpochMs: number;
}

export interface VpcLinkRecord extends Pick<
  VpcLink,
  'Name' | 'SecurityGroupIds' | 'SubnetIds' | 'Tags'
> {
  VpcLinkId: string;
  createdAtEpochMs: number;
}

/** All that a deployment serves. */
export interface Snapshot {
  cors?: Cors | undefined;
  isEndpointDisabled: boolean;
  routes: RouteRecord[];
  integrations: IntegrationRecord[];
  /** Absent in snapshots made before there were authorizers. */
  authorizers?: AuthorizerRecord[];
  /** Of WebSocket APIs only. */
  webSocket?: WebSocketSnapshot;
}

export interface WebSocketSnapshot {
  routeSelectionExpression: string;
  models: ModelRecord[];
  routeResponses: RouteResponseRecord[];
  integrationResponses: IntegrationResponseRecord[];
}

const service = 'apigatewayv2';

/** `[apiId]`; also the lock under which anything of the API changes. */
export const apis = defineTable<ApiRecord>({ service, name: 'apis', scope: 'region', version: 1 });
/** `[apiId, routeId]` */
export const routes = defineTable<RouteRecord>({
  service,
  name: 'routes',
  scope: 'region',
  version: 1,
});
/** `[apiId, integrationId]` */
export const integrations = defineTable<IntegrationRecord>({
  service,
  name: 'integrations',
  scope: 'region',
  version: 1,
});
/** `[apiId, authorizerId]` */
export const authorizers = defineTable<AuthorizerRecord>({
  service,
  name: 'authorizers',
  scope: 'region',
  version: 1,
});
/** `[apiId, modelId]` */
export const models = defineTable<ModelRecord>({
  service,
  name: 'models',
  scope: 'region',
  version: 1,
});
/** `[apiId, routeId, routeResponseId]` */
export const routeResponses = defineTable<RouteResponseRecord>({
  service,
  name: 'route-responses',
  scope: 'region',
  version: 1,
});
/** `[apiId, integrationId, integrationResponseId]` */
export const integrationResponses = defineTable<IntegrationResponseRecord>({
  service,
  name: 'integration-responses',
  scope: 'region',
  version: 1,
});
/** `[apiId, stageName]` */
export const stages = defineTable<StageRecord>({
  service,
  name: 'stages',
  scope: 'region',
  version: 1,
});
/** `[apiId, deploymentId]` */
export const deployments = defineTable<DeploymentRecord>({
  service,
  name: 'deployments',
  scope: 'region',
  version: 1,
});
/**
 * `[apiId, deploymentId]`. A deployment has none while only stages with auto-deploy serve it: those
 * serve the API as it is.
 */
export const snapshots = defineTable<Snapshot>({
  service,
  name: 'snapshots',
  scope: 'region',
  version: 1,
});
/** `[vpcLinkId]` */
export const vpcLinks = defineTable<VpcLinkRecord>({
  service,
  name: 'vpc-links',
  scope: 'region',
  version: 1,
});
