/** Which service a request is for. */
import type { WireRequest } from './interface.ts';
import { SERVICE_IDS, type ServiceId } from './service-id.ts';
import { SERVICE_WIRE } from './service-wire.ts';

/** The parts of a request that name its service; `body` only helps unsigned query requests. */
export type RequestHead = Pick<WireRequest, 'method' | 'path' | 'query' | 'headers'> & {
  body?: WireRequest['body'];
};

/** Names in credential scopes and host names that are not service ids themselves. */
const ALIASES: Readonly<Record<string, ServiceId>> = {
  monitoring: 'cloudwatch',
  'execute-api': 'apigatewaymanagementapi',
  'streams.dynamodb': 'dynamodbstreams',
  'sync-states': 'states',
  'streaming-logs': 'logs',
  'stream-logs': 'logs',
  cognitoidentityprovider: 'cognito-idp',
  s3express: 's3',
  's3-object-lambda': 's3',
  stepfunctions: 'states',
  eventbridge: 'events',
};

const BY_TARGET = new Map(SERVICE_IDS.map((id) => [SERVICE_WIRE[id].target, id]));
const QUERY_SERVICES = SERVICE_IDS.filter((id) => SERVICE_WIRE[id].protocols.includes('aws-query'));

/** First path segments by which an unsigned REST request shows its service. */
const BY_PATH: readonly (readonly [RegExp, ServiceId])[] = [
  [/^\/20\d\d-\d\d-\d\d\//, 'lambda'],
  [/^\/v2\/(apis|domainnames|vpclinks|tags|portals|portalproducts)(\/|$)/, 'apigatewayv2'],
  [
    /^\/(restapis|apikeys|usageplans|domainnames|vpclinks|clientcertificates|sdktypes)(\/|$)/,
    'apigateway',
  ],
  [/^(\/_aws\/execute-api\/[^/]+)?(\/[^/]+)?\/@connections\//, 'apigatewaymanagementapi'],
  [/^\/v1\/pipes(\/|$)/, 'pipes'],
  [/^\/(schedules|schedule-groups)(\/|$)/, 'scheduler'],
  [
    /^\/(TraceSegments|TraceSummaries|Traces|TelemetryRecords|SamplingTargets|ServiceGraph)$/,
    'xray',
  ],
];

/**
 * In order: credential scope (header or presigned query), `X-Amz-Target`, rpc-v2-cbor path, host
 * name, `Action` with `Version`, well-known REST paths.
 * @returns undefined when nothing tells; the gateway then decides (S3 path style, 404, …)
 */
export function identifyService(request: RequestHead): ServiceId | undefined {
  const service =
    byScope(request) ??
    byTarget(request) ??
    byRpcPath(request) ??
    byHost(request) ??
    byAction(request);
  return service ? refine(service, request) : byPath(request);
}

/** Two services share one scope twice: API Gateway's versions, DynamoDB and its streams. */
function refine(service: ServiceId, request: RequestHead): ServiceId {
  if (service === 'apigateway' && request.path.startsWith('/v2/')) return 'apigatewayv2';
  if (service === 'dynamodb' && byTarget(request) === 'dynamodbstreams') return 'dynamodbstreams';
  return service;
}

function byScope({ headers, query }: RequestHead): ServiceId | undefined {
  const header = /Credential=[^,\s]*?\/\d{8}\/[^/,\s]*\/([^/,\s]+)\/aws4_request/.exec(
    headers.authorization ?? '',
  );
  if (header?.[1]) return toServiceId(header[1]);
  const presigned =
    /(?:^|&)X-Amz-Credential=[^&]*?(?:%2F|\/)\d{8}(?:%2F|\/)[^&]*?(?:%2F|\/)([^&/%]+)(?:%2F|\/)aws4_request/i;
  const inQuery = presigned.exec(query);
  return inQuery?.[1] ? toServiceId(inQuery[1]) : undefined;
}

function toServiceId(name: string): ServiceId | undefined {
  const lower = name.toLowerCase();
  const id = SERVICE_IDS.find((each) => each === lower);
  return id ?? (Object.hasOwn(ALIASES, lower) ? ALIASES[lower] : undefined);
}

function byTarget({ headers }: RequestHead): ServiceId | undefined {
  const target = headers['x-amz-target'];
  return target === undefined ? undefined : BY_TARGET.get(target.slice(0, target.lastIndexOf('.')));
}

function byRpcPath({ path }: RequestHead): ServiceId | undefined {
  const match = /^\/service\/([^/]+)\/operation\/[^/]+$/.exec(path);
  return match?.[1] === undefined ? undefined : BY_TARGET.get(match[1]);
}

/** `sqs.us-east-1.localhost`, `streams.dynamodb.eu-west-1.amazonaws.com`, `bucket.s3.localhost`. */
function byHost({ headers }: RequestHead): ServiceId | undefined {
  const labels = (headers.host ?? '').toLowerCase().replace(/:\d+$/, '').split('.');
  const [first = '', second = ''] = labels;
  if (labels.length < 2) return undefined;
  // First, for a bucket may be named like a service.
  if (labels.slice(1, -1).some((label) => label === 's3' || label.startsWith('s3-'))) return 's3';
  return toServiceId(`${first}.${second}`) ?? toServiceId(first);
}

function byAction({ query, body, headers }: RequestHead): ServiceId | undefined {
  const form = headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  const text = form && Buffer.isBuffer(body) ? `${query}&${body.toString('latin1')}` : query;
  if (!/(?:^|&)Action=/.test(text)) return undefined;
  const version = /(?:^|&)Version=([\d-]+)/.exec(text)?.[1];
  return QUERY_SERVICES.find((id) => SERVICE_WIRE[id].version === version);
}

function byPath({ path }: RequestHead): ServiceId | undefined {
  return BY_PATH.find(([pattern]) => pattern.test(path))?.[1];
}
