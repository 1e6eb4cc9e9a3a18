/**
 * Where parameter mappings take their values from.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping-sources.html
 */
import { queryJson } from '../../json-path.ts';
import { parseJson, print, toJson } from '../../vtl/java-values.ts';
import { lookUpContext } from '../context-variables.ts';
import { lastHeader, queryOf, type RestExchange } from '../exchange.ts';

/** @returns the values of a source of the method request; none when it is absent */
export function requestValues(exchange: RestExchange, source: string): string[] {
  const shared = sharedValue(exchange, source);
  if (shared !== undefined) return shared;
  const [, multi, place, name = ''] =
    /^method\.request\.(multivalue)?(header|querystring|path)\.(.+)$/.exec(source) ?? [];
  if (place === 'path') return toList(exchange.pathParameters?.[name]);
  if (place === 'querystring') {
    const values = queryOf(exchange).get(name) ?? [];
    return multi ? values : values.slice(-1);
  }
  if (place === 'header')
    return multi
      ? allHeaders(exchange.request.rawHeaders, name)
      : toList(lastHeader(exchange.request, name.toLowerCase()));
  return bodyValue(source, 'method.request.body', exchange.request.body);
}

/** @returns the values of a source of the integration response */
export function responseValues(
  exchange: RestExchange,
  source: string,
  answer: { headers: readonly string[]; body: Buffer },
): string[] {
  const shared = sharedValue(exchange, source);
  if (shared !== undefined) return shared;
  const [, multi, name = ''] =
    /^integration\.response\.(multivalue)?header\.(.+)$/.exec(source) ?? [];
  if (name !== '') {
    const values = allHeaders(answer.headers, name);
    return multi ? values : values.slice(-1);
  }
  return bodyValue(source, 'integration.response.body', answer.body);
}

function sharedValue(exchange: RestExchange, source: string): string[] | undefined {
  const literal = /^'(.*)'$/s.exec(source)?.[1];
  if (literal !== undefined) return [literal];
  const [, root, path = ''] = /^(context|stageVariables)\.(.+)$/.exec(source) ?? [];
  if (root === 'stageVariables') return toList(exchange.stage?.variables?.[path]);
  if (root !== 'context') return undefined;
  const value = lookUpContext(exchange, path);
  return value === undefined || value === null ? [] : [String(value)];
}

/** The whole body, or what a JSONPath behind it finds. */
function bodyValue(source: string, prefix: string, body: Buffer): string[] {
  if (source === prefix) return [body.toString('utf8')];
  if (!source.startsWith(`${prefix}.`)) return [];
  try {
    const path = source.slice(prefix.length + 1);
    const value = queryJson(
      parseJson(body.toString('utf8')),
      path.startsWith('$') ? path : `$.${path}`,
    );
    if (value === undefined || value === null) return [];
    return [typeof value === 'object' ? toJson(value) : print(value)];
  } catch {
    return [];
  }
}

function allHeaders(flat: readonly string[], name: string): string[] {
  const lower = name.toLowerCase();
  const values: string[] = [];
  for (let i = 0; i + 1 < flat.length; i += 2)
    if (flat[i]?.toLowerCase() === lower) values.push(flat[i + 1] ?? '');
  return values;
}

function toList(value: string | undefined): string[] {
  return value === undefined ? [] : [value];
}
