import type { Exchange } from '../exchange.ts';
import { headerOf } from '../exchange.ts';

/**
 * The values of identity sources such as `$request.header.Authorization`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html#http-api-lambda-authorizer.identity-sources
 * @returns undefined when one is missing
 */
export function identityValues(
  exchange: Exchange,
  sources: readonly string[],
): string[] | undefined {
  const values: string[] = [];
  for (const source of sources) {
    const value = valueOf(exchange, source);
    if (value === undefined || value === '') return undefined;
    values.push(value);
  }
  return values;
}

function valueOf(exchange: Exchange, source: string): string | undefined {
  const { match, request, requestId, stage } = exchange;
  const [, place, name = ''] =
    /^\$?(request\.header|request\.querystring|stageVariables|context)\.(.+)$/.exec(source) ?? [];
  if (place === 'request.header') return headerOf(request, name.toLowerCase());
  if (place === 'request.querystring')
    return new URLSearchParams(request.query).get(name) ?? undefined;
  if (place === 'stageVariables') return stage?.variables?.[name];
  if (place !== 'context') return undefined;
  const context: Record<string, string | undefined> = {
    httpMethod: request.method,
    path: request.path,
    requestId,
    routeKey: match?.route.routeKey,
    stage: stage?.name,
    'identity.sourceIp': request.sourceIp,
  };
  return Object.hasOwn(context, name) ? context[name] : undefined;
}
