/**
 * Parameter mapping of HTTP APIs: what changes of a request before its integration, and of a response
 * after it. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
 */
import type { PlaneResponse } from '../data-plane.ts';
import type { Exchange } from './exchange.ts';
import { type MappingValue, parseMappingValue } from './mapping-value.ts';

type Action = 'append' | 'overwrite' | 'remove';

interface Change {
  action: Action;
  place: 'header' | 'querystring' | 'path' | 'statuscode';
  name: string;
  value: MappingValue;
}

export interface ParameterMapping {
  readonly request: readonly Change[];
  /** By status. */
  readonly responses: ReadonlyMap<number, readonly Change[]>;
}

const REQUEST_KEY = /^(append|overwrite|remove):(header|querystring)\.([\w.$!#%&'*+^`|~-]+)$/;
const RESPONSE_KEY = /^(append|overwrite|remove):header\.([\w.$!#%&'*+^`|~-]+)$/;
/** Headers that frame or route a message, or belong to AWS: not to be mapped. */
const RESERVED =
  /^(access-control-.*|apigw-.*|authorization|connection|content-encoding|content-length|content-location|forwarded|host|keep-alive|origin|proxy-authenticate|te|trailers|transfer-encoding|upgrade|via|x-amz-.*|x-amzn-.*|x-forwarded-.*)$/i;

/** @returns what is wrong with a mapping; undefined when nothing is */
export function findMappingMistake(
  request: Readonly<Record<string, string>> | undefined,
  responses: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined,
): string | undefined {
  for (const [key, value] of Object.entries(request ?? {}))
    if (!parseRequestChange(key, value)) return key;
  for (const [status, changes] of Object.entries(responses ?? {})) {
    if (!/^[2-5]\d\d$/.test(status)) return status;
    for (const [key, value] of Object.entries(changes))
      if (!parseResponseChange(key, value)) return key;
  }
  return undefined;
}

/** @returns undefined when there is nothing to map */
export function compileMapping(
  request: Readonly<Record<string, string>> = {},
  responses: Readonly<Record<string, Readonly<Record<string, string>>>> = {},
): ParameterMapping | undefined {
  const compiled = {
    request: Object.entries(request).flatMap(
      ([key, value]) => parseRequestChange(key, value) ?? [],
    ),
    responses: new Map(
      Object.entries(responses).map(([status, changes]) => [
        Number(status),
        Object.entries(changes).flatMap(([key, value]) => parseResponseChange(key, value) ?? []),
      ]),
    ),
  };
  return compiled.request.length === 0 && compiled.responses.size === 0 ? undefined : compiled;
}

function parseRequestChange(key: string, text: string): Change | undefined {
  const value = parseMappingValue(text);
  if (key === 'overwrite:path') return { action: 'overwrite', place: 'path', name: '', value };
  const [, action, place, name = ''] = REQUEST_KEY.exec(key) ?? [];
  if (action === undefined || (place === 'header' && RESERVED.test(name))) return undefined;
  return { action: action as Action, place: place as 'header', name, value };
}

function parseResponseChange(key: string, text: string): Change | undefined {
  const value = parseMappingValue(text);
  if (key === 'overwrite:statuscode')
    return { action: 'overwrite', place: 'statuscode', name: '', value };
  const [, action, name = ''] = RESPONSE_KEY.exec(key) ?? [];
  if (action === undefined || RESERVED.test(name)) return undefined;
  return { action: action as Action, place: 'header', name, value };
}

/** The exchange as the integration shall see it. */
export function mapRequest(exchange: Exchange, { request: changes }: ParameterMapping): Exchange {
  const { request } = exchange;
  const headers = [...request.rawHeaders];
  const query = [...new URLSearchParams(request.query)].flat();
  let mappedPath: string | undefined;
  for (const { action, name, place, value } of changes) {
    const text = value(exchange);
    if (place === 'path') mappedPath = text;
    else apply(place === 'header' ? headers : query, action, name, text);
  }
  const pairs = query.flatMap((name, i): [string, string][] =>
    i % 2 === 0 ? [[name, query[i + 1] ?? '']] : [],
  );
  const isQueryMapped = changes.some(({ place }) => place === 'querystring');
  const changed = {
    ...request,
    rawHeaders: headers,
    query: isQueryMapped ? new URLSearchParams(pairs).toString() : request.query,
    // `signal` is made when it is read, so a copy must name it.
    signal: request.signal,
  };
  return { ...exchange, request: changed, ...(mappedPath !== undefined && { mappedPath }) };
}

export function mapResponse(
  exchange: Exchange,
  { responses }: ParameterMapping,
  response: PlaneResponse,
): PlaneResponse {
  const changes = responses.get(response.status);
  if (!changes) return response;
  const headers = [...response.headers];
  let { status } = response;
  for (const { action, name, place, value } of changes) {
    const text = value(exchange, response);
    if (place === 'statuscode') status = toStatus(text) ?? status;
    else apply(headers, action, name, text);
  }
  return { status, headers, body: response.body };
}

function toStatus(text: string): number | undefined {
  return /^[2-5]\d\d$/.test(text) ? Number(text) : undefined;
}

/** Changes a flat list of names and values; what would split a message is left out. */
function apply(flat: string[], action: Action, name: string, value: string): void {
  const lower = name.toLowerCase();
  if (action !== 'append')
    for (let i = flat.length - 2; i >= 0; i -= 2)
      if (flat[i]?.toLowerCase() === lower) flat.splice(i, 2);
  if (action !== 'remove' && /^[\t\x20-\x7e\x80-\xff]*$/.test(value)) flat.push(name, value);
}
