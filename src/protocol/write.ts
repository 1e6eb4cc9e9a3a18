/** From an operation's output to the response's bytes. Errors: `write-error.ts`. */
import { crc32 } from 'node:zlib';
import { writeCbor } from './cbor/write.ts';
import { writeEventStream } from './event-stream.ts';
import { outputBodyMembers } from './http/body-members.ts';
import { type ResponseHead, responseHead } from './http/response-head.ts';
import { writeBindings } from './http/write-bindings.ts';
import type { Resolved, WireResponse } from './interface.ts';
import { toJsonMembers, writeJson } from './json/write.ts';
import type { Member } from './shape.ts';
import { textOf, toBytes } from './value-writer.ts';
import { escapeXml, writeXmlElement, writeXmlMembers, XML_DECLARATION } from './xml/write.ts';

export { guessProtocol } from './guess-protocol.ts';
import { WholeBytes } from './whole-bytes.ts';

export { writeError } from './write-error.ts';

type Output = Readonly<Record<string, unknown>>;

/**
 * Renders a success in the protocol of the request.
 * @param output plain members as in the SDK's output type; absent and null members are left out
 */
export function writeOutput(resolved: Resolved, output: object, requestId: string): WireResponse {
  const { operation, protocol } = resolved;
  const values = output as Output;
  const head = responseHead(protocol, requestId, operation.http?.status);
  const stream = operation.output.members.find(
    ({ shape }) => shape.kind === 'union' && shape.streaming,
  );
  if (stream) return writeEventStream(resolved, stream, values, head);
  switch (protocol) {
    case 'rest-json':
    case 'rest-xml':
      return writeRest(resolved, values, head);
    case 'aws-query':
      head.headers['content-type'] = 'text/xml';
      return { ...head, body: queryBody(resolved, values, requestId) };
    case 'rpc-v2-cbor':
      head.headers['content-type'] = 'application/cbor';
      return { ...head, body: writeCbor(operation.output.members, values) };
    default: {
      head.headers['content-type'] = `application/x-amz-json-${protocol.slice(-3)}`;
      const body = Buffer.from(
        JSON.stringify(toJsonMembers(operation.output.members, values, false)),
      );
      if (operation.service === 'dynamodb' || operation.service === 'dynamodbstreams') {
        head.headers['x-amz-crc32'] = String(crc32(body));
      }
      return { ...head, body };
    }
  }
}

function queryBody({ operation }: Resolved, output: Output, requestId: string): string {
  const { name } = operation;
  const result =
    operation.output.kind === 'unit'
      ? ''
      : `<${name}Result>${writeXmlMembers(operation.output.members, output)}</${name}Result>`;
  const namespace = escapeXml(operation.wire.xmlNamespace ?? '');
  const metadata = `<ResponseMetadata><RequestId>${escapeXml(requestId)}</RequestId></ResponseMetadata>`;
  return `<${name}Response xmlns="${namespace}">${result}${metadata}</${name}Response>`;
}

function writeRest(resolved: Resolved, output: Output, head: ResponseHead): WireResponse {
  const { operation, protocol } = resolved;
  writeBindings(operation.output.members, output, head);
  // S3's models have one status; a part of an object is answered with another.
  if (operation.service === 's3' && output.ContentRange !== undefined) head.status = 206;
  const { payload, rest } = outputBodyMembers(operation.output);
  if (payload) return writePayload(resolved, payload, output[payload.name], head);
  if (head.status === 204 || head.status === 304) return { ...head, body: '' };
  if (protocol === 'rest-json') {
    head.headers['content-type'] ??= 'application/json';
    return { ...head, body: JSON.stringify(toJsonMembers(rest, output, true)) };
  }
  if (rest.length === 0) return { ...head, body: '' };
  head.headers['content-type'] ??= 'application/xml';
  return { ...head, body: XML_DECLARATION + xmlDocument(resolved, rest, output) };
}

function xmlDocument({ operation }: Resolved, members: readonly Member[], output: Output): string {
  const namespace = escapeXml(operation.wire.xmlNamespace ?? '');
  // Trait s3UnwrappedXmlOutput: the one member is the root element itself.
  if (operation.name === 'GetBucketLocation') {
    const constraint = escapeXml(textOf(output.LocationConstraint));
    return `<LocationConstraint xmlns="${namespace}">${constraint}</LocationConstraint>`;
  }
  const root = operation.output.traits.xmlName ?? operation.output.name;
  return `<${root} xmlns="${namespace}">${writeXmlMembers(members, output)}</${root}>`;
}

function writePayload(
  { operation, protocol }: Resolved,
  { name, shape }: Member,
  value: unknown,
  head: ResponseHead,
): WireResponse {
  if (value === null || value === undefined) return { ...head, body: '' };
  if (shape.kind === 'blob') {
    head.headers['content-type'] ??= shape.traits.mediaType ?? blobType(operation);
    if (isAsyncIterable(value) && !(value instanceof WholeBytes)) return { ...head, body: value };
    const bytes = value instanceof WholeBytes ? value.bytes : toBytes(value);
    return { ...head, body: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
  }
  if (shape.kind === 'string') {
    head.headers['content-type'] ??= shape.traits.mediaType ?? 'text/plain';
    return { ...head, body: textOf(value) };
  }
  if (protocol === 'rest-json') {
    head.headers['content-type'] ??= 'application/json';
    return { ...head, body: writeJson(shape, value, true) };
  }
  head.headers['content-type'] ??= 'application/xml';
  const root = shape.traits.xmlName ?? (shape.name || name);
  return {
    ...head,
    body: XML_DECLARATION + writeXmlElement(root, shape, value, operation.wire.xmlNamespace),
  };
}

/** The model calls a function's answer a blob; AWS sends it as what it is. */
function blobType({ service, name }: Resolved['operation']): string {
  return service === 'lambda' && name === 'Invoke'
    ? 'application/json'
    : 'application/octet-stream';
}

function isAsyncIterable(value: unknown): value is AsyncIterable<Uint8Array> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
