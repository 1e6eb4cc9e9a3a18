/**
 * Access logs of HTTP APIs. What a variable does not have is `-`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
 */
import { formatEventTime } from '../../lambda-runtime/http-event/event-time.ts';
import type { PlaneResponse } from '../data-plane.ts';
import type { AccessLog } from './deployed-api.ts';
import { type Exchange, headerOf } from './exchange.ts';
import { fillVariables } from './fill-variables.ts';

export function logAccess(
  exchange: Exchange,
  { format, target }: AccessLog,
  response: PlaneResponse,
): void {
  const nowEpochMs = exchange.host.clock.now();
  const variables = toVariables(exchange, response, nowEpochMs);
  const line = fillVariables(format, (root, path) => {
    const value = root === 'context' ? lookUp(variables, path) : exchange.stage?.variables?.[path];
    return value === undefined || value === null || value === '' ? '-' : String(value);
  });
  target.write(nowEpochMs, [line]);
}

/** Times are those of the answer: HTTP APIs are not slowed down by a look at the clock when nobody logs. */
function toVariables(
  exchange: Exchange,
  { body, status }: PlaneResponse,
  nowEpochMs: number,
): Record<string, unknown> {
  const { api, authorizer, domainName, match, request, requestId, stage } = exchange;
  const length = typeof body === 'string' || Buffer.isBuffer(body) ? Buffer.byteLength(body) : 0;
  const own = (authorizer?.['jwt'] ?? authorizer?.['lambda']) as object | undefined;
  return {
    accountId: api.account,
    apiId: api.apiId,
    authorizer: own,
    domainName,
    domainPrefix: domainName.split('.', 1)[0],
    extendedRequestId: requestId,
    httpMethod: request.method,
    identity: { sourceIp: request.sourceIp, userAgent: headerOf(request, 'user-agent') },
    path: request.path,
    protocol: request.protocol,
    requestId,
    requestTime: formatEventTime(nowEpochMs),
    requestTimeEpoch: nowEpochMs,
    responseLength: length,
    routeKey: match?.route.routeKey,
    stage: stage?.name,
    status,
  };
}

function lookUp(variables: Record<string, unknown>, path: string): unknown {
  let value: unknown = variables;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name))
      return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}
