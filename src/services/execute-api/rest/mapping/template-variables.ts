/**
 * `$input`, `$context`, `$stageVariables` and `$util`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
import { queryJson } from '../../json-path.ts';
import {
  fromParsed,
  HostObject,
  parseJson,
  print,
  toJson,
  type Value,
} from '../../vtl/java-values.ts';
import { toContextVariables } from '../context-variables.ts';
import { decodeText, queryOf, type RestExchange } from '../exchange.ts';
import { toHeaders } from '../proxy-event.ts';

/** @param body what `$input` reads: the request's, or the integration response's */
export function toTemplateVariables(
  exchange: RestExchange,
  body: string,
  context: Map<string, Value>,
): Map<string, Value> {
  return new Map<string, Value>([
    ['input', makeInput(body, () => paramsOf(exchange))],
    ['context', context],
    ['stageVariables', fromParsed(exchange.stage?.variables ?? {})],
    ['util', UTIL],
  ]);
}

/** With the empty overrides that templates write into. */
export function makeContext(exchange: RestExchange): Map<string, Value> {
  const context = fromParsed(toContextVariables(exchange)) as Map<string, Value>;
  const maps = (...names: string[]): Map<string, Value> =>
    new Map(names.map((name) => [name, new Map<string, Value>()]));
  context.set('requestOverride', maps('header', 'querystring', 'path'));
  context.set('responseOverride', maps('header'));
  return context;
}

function paramsOf(exchange: RestExchange): Map<string, Value> {
  return new Map<string, Value>([
    ['path', fromParsed(exchange.pathParameters ?? {})],
    ['querystring', toMap([...queryOf(exchange)].map(([name, all]) => [name, all.at(-1) ?? '']))],
    ['header', toMap(Object.entries(toHeaders(exchange).headers))],
  ]);
}

/** `$input`. @param params makes `path`, `querystring` and `header`, when a template asks for them */
export function makeInput(body: string, params: () => Map<string, Value>): HostObject {
  const text = body === '' ? '{}' : body;
  let parsed: Value | undefined;
  // What is not JSON is a text.
  const root = (): Value => (parsed ??= parseOr(text, text));
  const query = (path: Value): Value => queryJson(root(), path === undefined ? '$' : print(path));
  return new HostObject(
    {
      path: (path) => query(path) ?? null,
      json: (path) => {
        const found = query(path);
        return found === undefined ? '""' : toJson(found);
      },
      params: (name) => (name === undefined ? params() : findParameter(params(), print(name))),
    },
    { body: () => text },
  );
}

/** Path, then query, then headers; header names in any case. An absent one is the empty text. */
function findParameter(all: Map<string, Value>, name: string): Value {
  for (const place of ['path', 'querystring', 'header']) {
    const values = all.get(place);
    if (!(values instanceof Map)) continue;
    const found = values.get(name);
    if (found !== undefined) return found;
    if (place !== 'header') continue;
    for (const [each, value] of values) if (each.toLowerCase() === name.toLowerCase()) return value;
  }
  return '';
}

function toMap(entries: readonly (readonly [string, string])[]): Map<string, Value> {
  return new Map<string, Value>(entries);
}

function parseOr(text: string, fallback: Value): Value {
  try {
    return parseJson(text);
  } catch {
    return fallback;
  }
}

/** `$util`. */
export const UTIL = new HostObject({
  escapeJavaScript: (text) => escapeJavaScript(print(text)),
  parseJson: (text) => parseOr(print(text), null),
  urlEncode: (text) => encodeURIComponent(print(text)).replaceAll('%20', '+'),
  urlDecode: (text) => decodeText(print(text).replaceAll('+', ' ')),
  base64Encode: (text) => Buffer.from(print(text)).toString('base64'),
  base64Decode: (text) => Buffer.from(print(text), 'base64').toString('utf8'),
});

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  "'": "\\'",
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** As Java's libraries do it: quotes of both kinds, controls, and what is not ASCII. */
function escapeJavaScript(text: string): string {
  return text.replace(
    /["'\\\p{Cc}]|[^\x20-\x7e]/gu,
    (each) =>
      ESCAPES[each] ??
      [...Array(each.length).keys()]
        .map((i) => `\\u${each.charCodeAt(i).toString(16).toUpperCase().padStart(4, '0')}`)
        .join(''),
  );
}
