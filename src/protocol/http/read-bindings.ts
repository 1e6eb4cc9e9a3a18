/** Input members bound to path, query and headers: https://smithy.io/2.0/spec/http-bindings.html */
import type { OperationModel, WireRequest } from '../interface.ts';
import { setKey } from '../record-key.ts';
import { parseScalar } from '../scalar.ts';
import { serializationError } from '../serialization-error.ts';
import type { Shape } from '../shape.ts';
import { labelsOf } from './operation-path.ts';
import { type Parameters, parseQueryString } from './query-string.ts';

/** @throws SerializationException (400) */
export function readBindings(
  operation: OperationModel,
  request: WireRequest,
): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  const parts: RequestParts = {
    headers: request.headers,
    parameters: parseQueryString(request.query),
    labels: labelsOf(operation, request),
  };
  for (const { name, shape } of operation.input.members) {
    const value = shape.traits.httpQueryParams
      ? readQueryMap(operation, shape, parts.parameters)
      : readBinding(name, shape, parts);
    if (value !== undefined) setKey(input, name, value);
  }
  return input;
}

interface RequestParts {
  headers: WireRequest['headers'];
  parameters: Parameters;
  labels: Readonly<Record<string, string>>;
}

function readBinding(
  name: string,
  shape: Shape,
  { headers, parameters, labels }: RequestParts,
): unknown {
  const { traits } = shape;
  if (traits.httpLabel) {
    return Object.hasOwn(labels, name) ? parseScalar(shape, labels[name] ?? '') : undefined;
  }
  if (traits.httpQuery !== undefined) return readQueryMember(shape, traits.httpQuery, parameters);
  if (traits.httpHeader !== undefined)
    return readHeader(shape, headers[traits.httpHeader.toLowerCase()]);
  if (traits.httpPrefixHeaders !== undefined) {
    return readPrefixHeaders(headers, traits.httpPrefixHeaders.toLowerCase());
  }
  return undefined;
}

function readQueryMember(shape: Shape, wireName: string, parameters: Parameters): unknown {
  const values = parameters.filter(([name]) => name === wireName).map(([, value]) => value);
  if (values.length === 0) return undefined;
  if (shape.kind === 'list') return values.map((value) => parseScalar(shape.element, value));
  return parseScalar(shape, values[0] ?? '');
}

/** All parameters that neither another member takes nor the URI itself contains. */
function readQueryMap(
  { http, input }: OperationModel,
  shape: Shape,
  parameters: Parameters,
): Record<string, unknown> | undefined {
  const literals = parseQueryString(http?.uri.split('?')[1] ?? '');
  const taken = new Set([
    ...input.members.map((member) => member.shape.traits.httpQuery),
    ...literals.map(([name]) => name),
  ]);
  const result: Record<string, unknown> = {};
  for (const [name, value] of parameters) {
    if (taken.has(name)) continue;
    const before = Object.hasOwn(result, name) ? result[name] : undefined;
    const isList = shape.element.kind === 'list';
    setKey(
      result,
      name,
      isList ? [...((before as string[] | undefined) ?? []), value] : (before ?? value),
    );
  }
  return Object.keys(result).length > 0 ? result : undefined;
}

function readHeader(shape: Shape, text: string | undefined): unknown {
  if (text === undefined) return undefined;
  if (shape.kind !== 'list') return parseScalar(shape, text);
  const { element } = shape;
  return splitHeaderList(text, element).map((item) => parseScalar(element, item));
}

/** Splits at commas outside quotes; a date of the form `Mon, 01 Jan …` has a comma of its own. */
function splitHeaderList(text: string, element: Shape): string[] {
  if (text.trim() === '') return [];
  if (element.kind === 'timestamp') {
    return (text.match(/[^,]+,[^,]+/g) ?? []).map((item) => item.trim());
  }
  const items: string[] = [];
  const item = /\s*(?:"((?:[^"\\]|\\.)*)"|([^,]*))\s*(?:,|$)/y;
  while (item.lastIndex < text.length) {
    const found = item.exec(text);
    if (!found) throw serializationError('A header with a list of values is malformed.');
    items.push(found[1] === undefined ? (found[2] ?? '').trim() : found[1].replace(/\\(.)/g, '$1'));
  }
  return items;
}

function readPrefixHeaders(
  headers: WireRequest['headers'],
  prefix: string,
): Record<string, string> | undefined {
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith(prefix)) setKey(result, name.slice(prefix.length), value);
  }
  return Object.keys(result).length > 0 ? (result as Record<string, string>) : undefined;
}
