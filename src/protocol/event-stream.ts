/**
 * Event streams, the server's side: members of a union, one after the other, as framed messages.
 * https://smithy.io/2.0/aws/amazon-eventstream.html
 */
import { EventStreamCodec } from '@smithy/core/event-streams';
import { fromUtf8, toUtf8 } from '@smithy/core/serde';
import type { MessageHeaders } from '@smithy/types';
import { AwsError } from './aws-error.ts';
import { writeCbor } from './cbor/write.ts';
import { writeBindings } from './http/write-bindings.ts';
import type { ResponseHead } from './http/response-head.ts';
import type { ProtocolName, Resolved, WireResponse } from './interface.ts';
import { toJsonMembers } from './json/write.ts';
import type { Member, Shape } from './shape.ts';
import { textOf, toBytes } from './value-writer.ts';
import { XML_DECLARATION, writeXmlElement } from './xml/write.ts';

type Values = Readonly<Record<string, unknown>>;

const codec = new EventStreamCodec(toUtf8, fromUtf8);

/**
 * Renders an output whose one member is a stream. In RPC protocols the other members go ahead as an
 * `initial-response` event, in REST into headers. An `AwsError` thrown by the stream becomes its
 * last message: as the union's exception member of that name, or as an unmodelled error.
 */
export function writeEventStream(
  resolved: Resolved,
  stream: Member,
  output: Values,
  head: ResponseHead,
): WireResponse {
  const { operation, protocol } = resolved;
  writeBindings(operation.output.members, output, head);
  head.headers['content-type'] = 'application/vnd.amazon.eventstream';
  const others = operation.output.members.filter((member) => member !== stream);
  const events = output[stream.name] as AsyncIterable<Values> | undefined;
  return {
    ...head,
    body: frames(protocol, stream.shape, events, initialResponse(protocol, others, output)),
  };
}

function initialResponse(
  protocol: ProtocolName,
  others: readonly Member[],
  output: Values,
): Buffer | undefined {
  if (protocol === 'rest-json' || protocol === 'rest-xml') return undefined;
  return encode(
    { ':event-type': 'initial-response', ':content-type': contentType(protocol) },
    bodyOf(protocol, others, output),
  );
}

async function* frames(
  protocol: ProtocolName,
  union: Shape,
  events: AsyncIterable<Values> | undefined,
  initial: Buffer | undefined,
): AsyncGenerator<Uint8Array> {
  if (initial) yield initial;
  if (!events) return;
  try {
    for await (const event of events) yield encodeEvent(protocol, union, event);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    yield encodeError(protocol, union, error);
  }
}

/** @throws Error when the event has no member of the union, or more than one */
export function encodeEvent(protocol: ProtocolName, union: Shape, event: Values): Buffer {
  const given = union.members.filter(
    ({ name }) => event[name] !== undefined && event[name] !== null,
  );
  const [member] = given;
  if (!member || given.length > 1) {
    throw new Error(`An event of ${union.name} must have exactly one member, not ${given.length}.`);
  }
  const { name, shape } = member;
  const values = event[name] as Values;
  if (shape.traits.error) return encodeException(protocol, member, values);
  const headers: Record<string, unknown> = { ':event-type': name };
  for (const each of shape.members) {
    if (each.shape.traits.eventHeader && values[each.name] !== undefined)
      headers[each.name] = values[each.name];
  }
  const payload = shape.members.find((each) => each.shape.traits.eventPayload);
  if (payload) {
    const [type, body] = payloadOf(protocol, payload, values[payload.name]);
    return encode({ ...headers, ':content-type': type }, body);
  }
  const members = shape.members.filter((each) => !each.shape.traits.eventHeader);
  if (members.length === 0) return encode(headers, Buffer.alloc(0));
  return encode(
    { ...headers, ':content-type': contentType(protocol) },
    structureBody(protocol, shape, members, values),
  );
}

function payloadOf(
  protocol: ProtocolName,
  { shape }: Member,
  value: unknown,
): [type: string, body: Uint8Array] {
  if (shape.kind === 'blob') return ['application/octet-stream', toBytes(value ?? Buffer.alloc(0))];
  if (shape.kind === 'string') return ['text/plain', Buffer.from(textOf(value))];
  return [
    contentType(protocol),
    structureBody(protocol, shape, shape.members, (value ?? {}) as Values),
  ];
}

function encodeError(protocol: ProtocolName, union: Shape, error: AwsError): Buffer {
  const member = union.members.find(({ shape }) => shape.traits.error && shape.name === error.code);
  if (!member)
    return encode(
      { ':error-code': error.code, ':error-message': error.message },
      Buffer.alloc(0),
      'error',
    );
  const messageName =
    member.shape.members.find(({ name }) => name.toLowerCase() === 'message')?.name ?? 'message';
  return encodeException(protocol, member, { [messageName]: error.message, ...error.members });
}

function encodeException(protocol: ProtocolName, { name, shape }: Member, values: Values): Buffer {
  const headers = { ':exception-type': name, ':content-type': contentType(protocol) };
  return encode(headers, structureBody(protocol, shape, shape.members, values), 'exception');
}

function structureBody(
  protocol: ProtocolName,
  shape: Shape,
  members: readonly Member[],
  values: Values,
): Uint8Array {
  if (protocol !== 'rest-xml') return bodyOf(protocol, members, values);
  return Buffer.from(
    XML_DECLARATION + writeXmlElement(shape.traits.xmlName ?? shape.name, shape, values),
  );
}

function bodyOf(protocol: ProtocolName, members: readonly Member[], values: Values): Uint8Array {
  if (protocol === 'rpc-v2-cbor') return writeCbor(members, values);
  return Buffer.from(JSON.stringify(toJsonMembers(members, values, protocol === 'rest-json')));
}

function contentType(protocol: ProtocolName): string {
  if (protocol === 'rest-xml') return 'text/xml';
  if (protocol === 'rpc-v2-cbor') return 'application/cbor';
  return protocol === 'rest-json'
    ? 'application/json'
    : `application/x-amz-json-${protocol.slice(-3)}`;
}

function encode(
  values: Readonly<Record<string, unknown>>,
  body: Uint8Array,
  messageType: 'event' | 'exception' | 'error' = 'event',
): Buffer {
  const headers: MessageHeaders = { ':message-type': { type: 'string', value: messageType } };
  for (const [name, value] of Object.entries(values)) headers[name] = toHeader(value);
  return Buffer.from(codec.encode({ headers, body }));
}

function toHeader(value: unknown): MessageHeaders[string] {
  if (typeof value === 'boolean') return { type: 'boolean', value };
  if (typeof value === 'number') return { type: 'integer', value };
  if (value instanceof Date) return { type: 'timestamp', value };
  if (value instanceof Uint8Array) return { type: 'binary', value };
  return { type: 'string', value: String(value) };
}
