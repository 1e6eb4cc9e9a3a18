/**
 * `$context` of HTTP APIs, for access logs and parameter mapping.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
 */
import { formatEventTime } from '../../lambda-runtime/http-event/event-time.ts';
import { type Exchange, headerOf } from './exchange.ts';

type Variables = Record<string, unknown>;

/** What is known of a request while it is being served. */
export function toContextVariables(exchange: Exchange): Variables {
  const { api, authorizer, domainName, mapped, match, request, requestId, stage } = exchange;
  const iam = (authorizer?.['iam'] ?? {}) as Variables;
  return {
    accountId: api.account,
    apiId: api.apiId,
    authorizer: toAuthorizer(authorizer),
    customDomain: mapped && { basePathMatched: mapped.basePath },
    domainName,
    domainPrefix: domainName.split('.', 1)[0],
    extendedRequestId: requestId,
    httpMethod: request.method,
    identity: {
      accountId: iam['accountId'],
      caller: iam['callerId'],
      principalOrgId: iam['principalOrgId'],
      sourceIp: request.sourceIp,
      user: iam['userId'],
      userAgent: headerOf(request, 'user-agent'),
      userArn: iam['userArn'],
    },
    path: request.path,
    protocol: request.protocol,
    requestId,
    requestTime: formatEventTime(exchange.startedAtEpochMs),
    requestTimeEpoch: exchange.startedAtEpochMs,
    routeKey: match?.route.routeKey,
    stage: stage?.name,
  };
}

/** What the authorizer of the route found, whichever kind it is. */
function toAuthorizer(authorizer: Exchange['authorizer']): unknown {
  return authorizer?.['jwt'] ?? authorizer?.['lambda'];
}

/** One variable by its path, `identity.sourceIp`; objects as JSON. */
export function variableAt(variables: Variables, path: string): unknown {
  // AWS documents that the claims can be read one by one only.
  if (path === 'authorizer.claims') return undefined;
  let value: unknown = variables;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name))
      return undefined;
    value = (value as Variables)[name];
  }
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}
