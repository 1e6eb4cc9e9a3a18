/** What API Gateway keeps of REST APIs. Records hold the SDK's own shapes; dates are epoch milliseconds. */
import type {
  ApiKey,
  Authorizer,
  ClientCertificate,
  Deployment,
  DocumentationPart,
  DocumentationVersion,
  GatewayResponse,
  Method,
  Model,
  RequestValidator,
  Resource,
  RestApi,
  Stage,
  UsagePlan,
  UsagePlanKey,
  VpcLink,
} from '@aws-sdk/client-api-gateway';
import { defineTable, type Table } from '../store.ts';

export interface RestApiRecord extends Omit<RestApi, 'createdDate'> {
  id: string;
  rootResourceId: string;
  createdAtEpochMs: number;
}

/** A resource with its methods, their integrations and responses: they live and change together. */
export interface ResourceRecord extends Omit<Resource, 'resourceMethods'> {
  id: string;
  path: string;
  resourceMethods: Record<string, Method>;
}

export interface DeploymentRecord extends Omit<Deployment, 'createdDate'> {
  id: string;
  createdAtEpochMs: number;
}

export interface StageRecord extends Omit<Stage, 'createdDate' | 'lastUpdatedDate'> {
  stageName: string;
  createdAtEpochMs: number;
  updatedAtEpochMs: number;
}

export interface ModelRecord extends Model {
  name: string;
}

export interface ValidatorRecord extends RequestValidator {
  id: string;
}

export interface AuthorizerRecord extends Authorizer {
  id: string;
}

export interface GatewayResponseRecord extends GatewayResponse {
  responseType: NonNullable<GatewayResponse['responseType']>;
}

export interface ApiKeyRecord extends Omit<ApiKey, 'createdDate' | 'lastUpdatedDate'> {
  id: string;
  value: string;
  createdAtEpochMs: number;
  updatedAtEpochMs: number;
}

export interface UsagePlanRecord extends UsagePlan {
  id: string;
}

export interface UsagePlanKeyRecord extends UsagePlanKey {
  id: string;
}

export interface DocumentationPartRecord extends DocumentationPart {
  id: string;
}

/** A version holds the parts as they were. */
export interface DocumentationVersionRecord extends Omit<DocumentationVersion, 'createdDate'> {
  version: string;
  createdAtEpochMs: number;
  parts: DocumentationPartRecord[];
}

export interface ClientCertificateRecord extends Omit<
  ClientCertificate,
  'createdDate' | 'expirationDate'
> {
  clientCertificateId: string;
  /** PEM; no operation shows it. */
  privateKey: string;
  createdAtEpochMs: number;
  expiresAtEpochMs: number;
}

export interface VpcLinkRecord extends VpcLink {
  id: string;
}

/** All that a deployment serves. */
export interface Snapshot {
  api: RestApiRecord;
  resources: ResourceRecord[];
  models: ModelRecord[];
  validators: ValidatorRecord[];
  authorizers: AuthorizerRecord[];
  gatewayResponses: GatewayResponseRecord[];
}

const regional = <T>(name: string): Table<T> =>
  defineTable<T>({ service: 'apigateway', name, scope: 'region', version: 1 });

/** `[apiId]`; also the lock under which anything of the API changes. */
export const restApis = regional<RestApiRecord>('rest-apis');
/** `[apiId, resourceId]` */
export const resources = regional<ResourceRecord>('resources');
/** `[apiId, name]` */
export const models = regional<ModelRecord>('models');
/** `[apiId, validatorId]` */
export const validators = regional<ValidatorRecord>('request-validators');
/** `[apiId, authorizerId]` */
export const authorizers = regional<AuthorizerRecord>('authorizers');
/** `[apiId, responseType]`: the customised ones */
export const gatewayResponses = regional<GatewayResponseRecord>('gateway-responses');
/** `[apiId, deploymentId]` */
export const deployments = regional<DeploymentRecord>('deployments');
/** `[apiId, deploymentId]`: what the deployment froze */
export const snapshots = regional<Snapshot>('snapshots');
/** `[apiId, stageName]` */
export const stages = regional<StageRecord>('stages');
/** `[keyId]` */
export const apiKeys = regional<ApiKeyRecord>('api-keys');
/** `[value, keyId]`: a value belongs to one key; also the lock for that */
export const apiKeyValues = regional<{ keyId: string }>('api-key-values');
/** `[planId]` */
export const usagePlans = regional<UsagePlanRecord>('usage-plans');
/** `[planId, keyId]` */
export const usagePlanKeys = regional<UsagePlanKeyRecord>('usage-plan-keys');
/** `[planId, keyId, day]`, the day as `2026-11-25`: requests let through, and what was granted on top of the quota. */
export const usage = regional<{ used: number; extra?: number }>('usage');
/** `[apiId, partId]` */
export const documentationParts = regional<DocumentationPartRecord>('documentation-parts');
/** `[apiId, version]` */
export const documentationVersions = regional<DocumentationVersionRecord>('documentation-versions');
/** `[certificateId]` */
export const clientCertificates = regional<ClientCertificateRecord>('client-certificates');
/** `[linkId]` */
export const vpcLinks = regional<VpcLinkRecord>('vpc-links');
/** `['account']` */
export const accountSettings = regional<{ cloudwatchRoleArn?: string | undefined }>('account');
/** Tables whose rows begin with the id of the API they belong to. */
export const partsOfApi: readonly Table<unknown>[] = [
  resources,
  models,
  validators,
  authorizers,
  gatewayResponses,
  deployments,
  snapshots,
  stages,
  documentationParts,
  documentationVersions,
] as Table<unknown>[];
