import type { Caller, ServiceHost } from '../context.ts';
import type { PlaneRequest, PlaneResponse } from '../data-plane.ts';
import type { DeployedRoute, DeployedStage, HttpApi } from './deployed-api.ts';
import type { MappedPath } from './domains/select-mapping.ts';
import type { GatewayFailure } from './gateway-response.ts';
import type { RouteMatch } from './route-table.ts';

/** One request to an HTTP API on its way through the chain; each handler adds what it found. */
export interface Exchange {
  readonly host: ServiceHost;
  /** Its `path` is the API's, also when the request came by a path form; no encoded `?` is in it. */
  readonly request: PlaneRequest;
  readonly api: HttpApi;
  /** `<api>.execute-api.…` or a custom domain, without port. */
  readonly domainName: string;
  /** The request came to a custom domain. */
  readonly mapped?: MappedPath;
  /** Value of the `apigw-requestid` header. */
  readonly requestId: string;
  readonly startedAtEpochMs: number;
  stage?: DeployedStage;
  /** Decoded, without the stage: what routes match. */
  routePath?: string;
  match?: RouteMatch<DeployedRoute>;
  /** Who signed the request, on routes with IAM authorization. */
  caller?: Caller;
  /** What the route's authorizer found: `{jwt: …}`, `{lambda: …}` or `{iam: …}`. */
  authorizer?: Record<string, unknown>;
  /** Filled in by integrations, when an access log may ask. Copies of the exchange share it. */
  report?: IntegrationReport;
  /** What parameter mapping made of the path, for an HTTP backend. */
  mappedPath?: string;
}

/** What an access log tells of the integration. */
export interface IntegrationReport {
  /** What the backend, or the function's code, answered. */
  status?: number;
  /** What Lambda answered to the invocation, whatever the function said. */
  serviceStatus?: number;
  latencyMs?: number;
  /** The backend's own, from `x-amzn-requestid` or `x-amz-request-id`. */
  requestId?: string | undefined;
  errorMessage?: string;
  /** The gateway has answered instead of the integration. */
  failure?: GatewayFailure | undefined;
}

/** The first handler to give a response ends the chain. */
export type Handler = (
  exchange: Exchange,
) => PlaneResponse | undefined | Promise<PlaneResponse | undefined>;

/** The first value of a request header. @param name lower case */
export function headerOf(request: PlaneRequest, name: string): string | undefined {
  const { rawHeaders } = request;
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const each = rawHeaders[i] as string;
    if (each.length === name.length && each.toLowerCase() === name) return rawHeaders[i + 1];
  }
  return undefined;
}

/** What an earlier handler of the chain has found. */
export function found<T>(value: T | undefined): T {
  if (value === undefined)
    throw new Error('A handler of the execute-api chain runs before the one it needs.');
  return value;
}
