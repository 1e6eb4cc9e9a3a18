/**
 * An API as the data plane serves it: compiled from what the control plane stored, kept in memory
 * until a write changes it.
 */
import type { PlaneRequest, PlaneResponse } from '../data-plane.ts';
import type { ApiAddress } from './address.ts';
import type { TokenBucket } from '../../platform/token-bucket.ts';
import type { Exchange } from './exchange.ts';
import type { ServiceAction } from './integrations/service-actions.ts';
import type { LogTarget } from './log-target.ts';
import type { CorsPolicy } from './cors.ts';
import type { MappingValue } from './mapping-value.ts';
import type { ParameterMapping } from './parameter-mapping.ts';
import type { RouteTable } from './route-table.ts';
import type { DeployedWebSocketApi } from './websocket/deployed.ts';

export interface HttpApi {
  readonly kind: 'http';
  readonly apiId: string;
  readonly account: string;
  readonly region: string;
  /** By name, `$default` included. */
  readonly stages: ReadonlyMap<string, DeployedStage>;
}

export interface DeployedStage {
  readonly name: string;
  readonly variables: Readonly<Record<string, string>> | undefined;
  /** `DisableExecuteApiEndpoint` of the deployment: the default endpoint answers 404. */
  readonly isEndpointDisabled: boolean;
  readonly cors: CorsPolicy | undefined;
  readonly accessLog: AccessLog | undefined;
  readonly routes: RouteTable<DeployedRoute>;
}

export interface AccessLog {
  readonly target: LogTarget;
  readonly format: string;
}

export interface DeployedRoute {
  readonly routeKey: string;
  readonly integration: DeployedIntegration;
  /** Undefined: request and response pass as they are. */
  readonly mapping: ParameterMapping | undefined;
  /** Undefined: the route is open. */
  readonly authorizer: RouteAuthorizer | undefined;
  /** Undefined: not throttled. */
  readonly throttle: TokenBucket | undefined;
}

/** Gives a response for who may not pass; else tells `exchange.authorizer` who it is. */
export type RouteAuthorizer = (exchange: Exchange) => Promise<PlaneResponse | undefined>;

export type DeployedIntegration =
  | LambdaProxy
  | HttpProxy
  | ServiceCall
  | PrivateIntegration
  | BrokenIntegration;

/** `AWS_PROXY` to a function. */
export interface LambdaProxy {
  readonly kind: 'lambda';
  /** With its qualifier, if any. */
  readonly functionArn: string;
  readonly account: string;
  readonly region: string;
  readonly payloadFormat: '1.0' | '2.0';
  readonly timeoutMs: number;
}

/** `HTTP_PROXY` to any HTTP server. */
export interface HttpProxy {
  readonly kind: 'http';
  /** `ANY` passes the method of the request. */
  readonly method: string;
  /** May hold `{variables}` of the route's path. */
  readonly url: string;
  readonly timeoutMs: number;
}

/** An action of another AWS service. */
export interface ServiceCall {
  readonly kind: 'service';
  readonly action: ServiceAction;
  readonly parameters: readonly (readonly [name: string, value: MappingValue])[];
  readonly roleArn: string | undefined;
  readonly timeoutMs: number;
}

/** Behind a VPC link. There is no VPC, so nothing behind it can be reached: answered 503. */
export interface PrivateIntegration {
  readonly kind: 'private';
  readonly vpcLinkId: string;
}

/** Its URI, complete with the stage's variables, points at nothing that can be called: answered 500. */
export interface BrokenIntegration {
  readonly kind: 'broken';
  readonly uri: string;
}

/** A REST API runs its own chain (see `rest/chain.ts`), which is loaded with the first such API. */
export interface DeployedRestApi {
  readonly kind: 'rest';
  readonly apiId: string;
  /** Never rejects. */
  serve(request: PlaneRequest, address: ApiAddress): PlaneResponse | Promise<PlaneResponse>;
}

export type DeployedApi = HttpApi | DeployedRestApi | DeployedWebSocketApi;

/** Where the data plane finds APIs; the control plane's service gives it. */
export interface ApiSource {
  /** Undefined when no API has this id. */
  find(apiId: string): Promise<DeployedApi | undefined>;
}
