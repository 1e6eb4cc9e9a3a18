import type { Caller, ServiceHost } from '../../context.ts';
import type { PlaneRequest, PlaneResponse } from '../../data-plane.ts';
import type { MappedPath } from '../domains/select-mapping.ts';
import type { DeployedKey, RestApi, RestRoute, RestStage } from './deployed.ts';
import type { ExecutionLog } from './execution-log.ts';

/** One request to a REST API on its way through the chain; each handler adds what it found. */
export interface RestExchange {
  readonly host: ServiceHost;
  /** Its `path` is the API's, stage included, also when the request came by a path form. */
  request: PlaneRequest;
  readonly api: RestApi;
  /** `<api>.execute-api.…` or a custom domain, without port. */
  readonly domainName: string;
  /** The request came to a custom domain. */
  readonly mapped?: MappedPath | undefined;
  /** Value of the `x-amzn-RequestId` header. */
  readonly requestId: string;
  /** Value of the `x-amz-apigw-id` header. */
  readonly extendedRequestId: string;
  readonly startedAtEpochMs: number;
  /** The caller's, or a new one. */
  readonly traceId: string;
  stage?: RestStage;
  /** Raw, without the stage, beginning with `/`. */
  resourcePath?: string;
  route?: RestRoute;
  pathParameters?: Record<string, string> | undefined;
  /** Who signed the request, on methods with IAM authorization. */
  caller?: Caller;
  /** What the authorizer said, for `$context.authorizer` and the event. */
  authorizer?: Record<string, unknown>;
  /** The key that a Lambda authorizer named. */
  usageIdentifierKey?: string | undefined;
  apiKey?: DeployedKey;
  /** Undefined: nothing is logged. */
  log?: ExecutionLog;
  /** Parsed on first use. */
  query?: Map<string, string[]>;
  /** What went wrong, for `$context.error` and access logs. */
  failure?: GatewayFailure;
  integrationStatus?: number;
  integrationLatencyMs?: number;
  /** Why there is no answer of the integration. */
  integrationError?: string;
  /** How the authorizer fared, when it was asked. */
  authorizerReport?: AuthorizerReport;
}

/** As access logs name it. */
export interface AuthorizerReport {
  error?: string;
  integrationLatency?: number;
  integrationStatus?: number;
  latency: number;
  requestId: string;
  status: number;
}

export interface GatewayFailure {
  responseType: string;
  message: string | undefined;
  validationErrors?: string[];
}

/** The first handler to give a response ends the chain. */
export type RestHandler = (
  exchange: RestExchange,
) => PlaneResponse | undefined | Promise<PlaneResponse | undefined>;

/** The parameters of the query, decoded, with all their values. */
export function queryOf(exchange: RestExchange): Map<string, string[]> {
  exchange.query ??= parseQuery(exchange.request.query);
  return exchange.query;
}

/** Decoded, with all values of each name. */
export function parseQuery(query: string): Map<string, string[]> {
  const parameters = new Map<string, string[]>();
  for (const pair of query.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decodePart(equals < 0 ? pair : pair.slice(0, equals));
    const value = equals < 0 ? '' : decodePart(pair.slice(equals + 1));
    const values = parameters.get(name);
    if (values) values.push(value);
    else parameters.set(name, [value]);
  }
  return parameters;
}

/** A part of a query: `+` is a space there. */
function decodePart(text: string): string {
  return decodeText(text.includes('+') ? text.replaceAll('+', ' ') : text);
}

/** Percent-decodes; a broken escape leaves the text as it came, because a data plane must not fail on it. */
export function decodeText(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The last value of a request header. @param name lower case */
export function lastHeader({ rawHeaders }: PlaneRequest, name: string): string | undefined {
  for (let i = rawHeaders.length - 2; i >= 0; i -= 2)
    if (rawHeaders[i]?.toLowerCase() === name) return rawHeaders[i + 1];
  return undefined;
}

/** `arn:aws:execute-api:<region>:<account>:<api>/<stage>/<method>/<path>` */
export function methodArnOf(exchange: RestExchange): string {
  const { api, request, stage, resourcePath = '/' } = exchange;
  return `arn:aws:execute-api:${api.region}:${api.account}:${api.apiId}/${stage?.name}/${request.method}${resourcePath}`;
}
