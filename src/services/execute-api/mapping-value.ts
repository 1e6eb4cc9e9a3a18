import type { PlaneResponse } from '../data-plane.ts';
import { toContextVariables, variableAt } from './context-variables.ts';
import { type Exchange, headerOf } from './exchange.ts';
import { queryJson } from './json-path.ts';
import { parseJson, print, toJson } from './vtl/java-values.ts';

/** Gives the text of a mapping for a request, or for its response. */
export type MappingValue = (exchange: Exchange, response?: PlaneResponse) => string;

const VARIABLE = /\$\{([^}]+)\}/g;

/** A text, a variable `$request.header.x`, or a text with variables `${context.stage}` in it. */
export function parseMappingValue(text: string): MappingValue {
  // A mapping of the whole body is its text as it came, JSON or not.
  if (text === '$request.body') return ({ request }) => request.body.toString('utf8');
  if (/^\$(?:request|response|context|stageVariables)\./.test(text)) {
    const path = text.slice(1);
    return (exchange, response) => lookUp(exchange, response, path);
  }
  if (!text.includes('${')) return () => text;
  return (exchange, response) =>
    text.replace(VARIABLE, (_whole, path: string) => lookUp(exchange, response, path.trim()));
}

/** What is not there is the empty text. */
function lookUp(exchange: Exchange, response: PlaneResponse | undefined, path: string): string {
  const { match, request, stage } = exchange;
  const dot = path.indexOf('.');
  const root = path.slice(0, dot);
  const rest = path.slice(dot + 1);
  if (root === 'stageVariables') return stage?.variables?.[rest] ?? '';
  if (root === 'context') return contextValue(exchange, rest);
  const end = rest.indexOf('.');
  const place = end < 0 ? rest : rest.slice(0, end);
  const name = end < 0 ? '' : rest.slice(end + 1);
  if (root === 'response') return response ? responseValue(response, place, name) : '';
  if (place === 'header') return headerOf(request, name.toLowerCase()) ?? '';
  if (place === 'querystring') return new URLSearchParams(request.query).getAll(name).join(',');
  if (place === 'path' && name === '') return exchange.routePath ?? '';
  if (place === 'path') return match?.pathParameters?.find(([each]) => each === name)?.[1] ?? '';
  return place === 'body' ? bodyValue(request.body.toString('utf8'), name) : '';
}

function responseValue({ body, headers }: PlaneResponse, place: string, name: string): string {
  if (place === 'body' && (typeof body === 'string' || Buffer.isBuffer(body)))
    return bodyValue(body.toString(), name);
  for (let i = 0; place === 'header' && i + 1 < headers.length; i += 2)
    if (headers[i]?.toLowerCase() === name.toLowerCase()) return headers[i + 1] ?? '';
  return '';
}

function bodyValue(body: string, path: string): string {
  try {
    const found = queryJson(parseJson(body), path === '' ? '$' : `$.${path}`);
    if (found === undefined || found === null) return '';
    return typeof found === 'object' ? toJson(found) : print(found);
  } catch {
    return '';
  }
}

function contextValue(exchange: Exchange, path: string): string {
  const value = variableAt(toContextVariables(exchange), path);
  return value === undefined || value === null ? '' : String(value);
}
