/** A REST API as its chain serves it: compiled from what the control plane stored. */
import type {
  Authorizer,
  GatewayResponse,
  Integration,
  Method,
  MethodSetting,
} from '@aws-sdk/client-api-gateway';
import type { TokenBucket } from '../../../platform/token-bucket.ts';
import type { ServiceTarget } from '../integration-uri.ts';
import type { Routable, RouteTable } from '../route-table.ts';
import type { AuthorizerCache } from './authorizer-cache.ts';
import type { BinaryTypes } from './binary-types.ts';
import type { ResponseCache } from './response-cache.ts';
import type { LogTarget } from '../log-target.ts';

export interface RestApi {
  readonly apiId: string;
  readonly account: string;
  readonly region: string;
  /** By name. */
  readonly stages: ReadonlyMap<string, RestStage>;
}

export interface RestStage {
  readonly name: string;
  readonly deploymentId: string;
  readonly isCanary: boolean;
  readonly variables: Readonly<Record<string, string>> | undefined;
  readonly isEndpointDisabled: boolean;
  readonly isKeyFromAuthorizer: boolean;
  /** The API's resource policy, as it was deployed. */
  readonly policy: string | undefined;
  readonly binaryTypes: BinaryTypes;
  /** Undefined: nothing is compressed. */
  readonly minimumCompressionBytes: number | undefined;
  /** By type; only those that were customised. */
  readonly gatewayResponses: ReadonlyMap<string, GatewayResponse>;
  readonly routes: RouteTable<RestRoute>;
  /** By value: what usage plans let in. */
  readonly apiKeys: ReadonlyMap<string, DeployedKey>;
  readonly accessLog: { target: LogTarget; format: string } | undefined;
  readonly executionLog: LogTarget;
  /** PEM: what HTTPS backends may know this stage by. */
  readonly clientCertificate: { readonly cert: string; readonly key: string } | undefined;
  /** Takes this share of the requests. */
  readonly canary: { percentTraffic: number; stage: RestStage } | undefined;
}

export interface RestRoute extends Routable {
  readonly resourceId: string;
  readonly resourcePath: string;
  readonly method: Method;
  readonly integration: Integration;
  readonly target: IntegrationTarget;
  readonly authorizer: DeployedAuthorizer | undefined;
  /** Undefined: nothing is validated. */
  readonly validation: Validation | undefined;
  /** Undefined: not throttled. */
  readonly throttle: TokenBucket | undefined;
  /** Undefined: every request reaches the integration. */
  readonly caching: MethodCaching | undefined;
  readonly logLevel: 'OFF' | 'ERROR' | 'INFO';
  readonly isDataTraced: boolean;
}

export interface MethodCaching {
  readonly cache: ResponseCache;
  /** What is cached for a method of all resources is cached for GET only. */
  readonly isForGetOnly: boolean;
  readonly ttlSeconds: number;
  readonly namespace: string;
  /** Sources of the method request whose values tell answers apart. */
  readonly parameters: readonly string[];
  /** Whether `Cache-Control: max-age=0` needs a permission, and what happens without. */
  readonly needsPermission: boolean;
  readonly strategy: MethodSetting['unauthorizedCacheControlHeaderStrategy'];
}

/** What an integration's URI points at, complete with the stage's variables. */
export type IntegrationTarget =
  | FunctionTarget
  | { readonly kind: 'http'; readonly url: string }
  | { readonly kind: 'service'; readonly call: ServiceTarget }
  | { readonly kind: 'vpc-link'; readonly id: string }
  | { readonly kind: 'mock' }
  | { readonly kind: 'broken'; readonly uri: string };

export interface FunctionTarget {
  readonly kind: 'lambda';
  readonly functionArn: string;
  readonly account: string;
  readonly region: string;
}

export interface DeployedAuthorizer {
  readonly definition: Authorizer;
  /** Undefined when its URI points at no function. */
  readonly target: FunctionTarget | undefined;
  readonly cache: AuthorizerCache;
}

export interface Validation {
  readonly checksParameters: boolean;
  /** Gives the reasons why a body is refused, none when it is sound; undefined: bodies are not checked. */
  readonly checkBody: ((contentType: string, body: string) => string[]) | undefined;
}

export interface DeployedKey {
  readonly id: string;
  readonly value: string;
  /** Of single methods, by route key: in place of the plan's own. */
  readonly methodThrottles: ReadonlyMap<string, TokenBucket>;
  /** Of the first plan that has this key and this stage. */
  readonly throttle: TokenBucket | undefined;
  /** Counts a request against the plan's quota. False: the quota is used up. */
  takeQuota(): boolean;
}
