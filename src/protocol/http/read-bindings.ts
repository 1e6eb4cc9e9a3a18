/** Input members bound to path, query and headers: https://smithy.io/2.0/spec/http-bindings.html */
import type { WireRequest } from '../interface.ts';
import { setKey } from '../record-key.ts';
import { parseScalar } from '../scalar.ts';
import { serializationError } from '../serialization-error.ts';
import type { Member, Shape } from '../shape.ts';
import { type Parameters, parseQueryString } from './query-string.ts';

/** Which members travel in the body: all without another binding, or the one that is the payload. */
export interface BodyMembers {
  readonly payload: Member | undefined;
  readonly rest: readonly Member[];
}

const bodyMembers = new WeakMap<Shape, BodyMembers>();

export function bodyMembersOf(shape: Shape): BodyMembers {
  let split = bodyMembers.get(shape);
  if (!split) {
    split = {
      payload: shape.members.find((member) => member.shape.traits.httpPayload),
      rest: shape.members.filter((member) => !isBound(member.shape)),
    };
    bodyMembers.set(shape, split);
  }
  return split;
}

function isBound({ traits }: Shape): boolean {
  return (
    traits.httpPayload !== undefined ||
    traits.httpLabel !== undefined ||
    traits.httpHeader !== undefined ||
    traits.httpPrefixHeaders !== undefined ||
    traits.httpQuery !== undefined ||
    traits.httpQueryParams !== undefined ||
    traits.httpResponseCode !== undefined
  );
}

/** @throws SerializationException (400) */
export function readBindings(
  shape: Shape,
  request: Pick<WireRequest, 'query' | 'headers'>,
  labels: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  const parameters = parseQueryString(request.query);
  for (const member of shape.members) {
    const value = readBinding(shape, member, request.headers, parameters, labels);
    if (value !== undefined) setKey(input, member.name, value);
  }
  return input;
}

function readBinding(
  input: Shape,
  { name, shape }: Member,
  headers: WireRequest['headers'],
  parameters: Parameters,
  labels: Readonly<Record<string, string>>,
): unknown {
  const { traits } = shape;
  if (traits.httpLabel) {
    return Object.hasOwn(labels, name) ? parseScalar(shape, labels[name] ?? '') : undefined;
  }
  if (traits.httpQuery !== undefined) return readQueryMember(shape, traits.httpQuery, parameters);
  if (traits.httpQueryParams) return readQueryMap(shape, input, parameters);
  if (traits.httpHeader !== undefined) return readHeader(shape, headers[traits.httpHeader.toLowerCase()]);
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

/** All parameters that no other member takes. */
function readQueryMap(shape: Shape, input: Shape, parameters: Parameters): Record<string, unknown> | undefined {
  const taken = new Set(input.members.map((member) => member.shape.traits.httpQuery));
  const result: Record<string, unknown> = {};
  for (const [name, value] of parameters) {
    if (taken.has(name)) continue;
    const before = Object.hasOwn(result, name) ? result[name] : undefined;
    const isList = shape.element.kind === 'list';
    setKey(result, name, isList ? [...((before as string[] | undefined) ?? []), value] : (before ?? value));
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

function readPrefixHeaders(headers: WireRequest['headers'], prefix: string): Record<string, string> | undefined {
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith(prefix)) setKey(result, name.slice(prefix.length), value);
  }
  return Object.keys(result).length > 0 ? (result as Record<string, string>) : undefined;
}
