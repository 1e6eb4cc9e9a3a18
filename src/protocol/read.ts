/** From a request's bytes to the input that the SDK's types promise. */
import { AwsError } from './aws-error.ts';
import { inputBodyMembers } from './http/body-members.ts';
import { readBindings } from './http/read-bindings.ts';
import { inflatedBody, wholeBody } from './http/request-body.ts';
import { parseQueryString } from './http/query-string.ts';
import type { ProtocolName, Resolved, WireRequest } from './interface.ts';
import { type JsonDialect, jsonFormat, parseJson, readJson } from './json/read.ts';
import { readCbor } from './cbor/read.ts';
import { readQuery } from './query/read.ts';
import type { ServiceId } from './service-id.ts';
import type { Member } from './shape.ts';
import { readStructure, readValue } from './value-reader.ts';
import { parseXmlBody, readXml, readXmlStructure } from './xml/read.ts';

/**
 * Reads the input of a resolved operation. Members of unknown names are skipped; constraints are
 * checked elsewhere. A streaming blob payload is handed over as it came: Buffer or async iterable.
 * @throws AwsError `SerializationException` (query: `MalformedInput`, S3: `MalformedXML`), all 400
 */
export async function readInput(
  resolved: Resolved,
  request: WireRequest,
): Promise<Record<string, unknown>> {
  const { operation, protocol } = resolved;
  const { input } = operation;
  switch (protocol) {
    case 'rest-json':
    case 'rest-xml':
      return readRest(resolved, request);
    case 'aws-query': {
      const body = (await inflatedBody(request)).toString('utf8');
      return readQuery(input, [
        ...parseQueryString(request.query),
        ...parseQueryString(body.trim()),
      ]);
    }
    case 'rpc-v2-cbor':
      return readCbor(input, await inflatedBody(request)) as Record<string, unknown>;
    default:
      return readJson(
        input,
        await inflatedBody(request),
        dialectOf(operation.service, protocol),
      ) as Record<string, unknown>;
  }
}

function dialectOf(service: ServiceId, protocol: ProtocolName): JsonDialect {
  return {
    useJsonName: protocol === 'rest-json',
    wording: service === 'dynamodb' || service === 'dynamodbstreams' ? 'dynamodb' : 'coral',
  };
}

async function readRest(
  resolved: Resolved,
  request: WireRequest,
): Promise<Record<string, unknown>> {
  const { operation } = resolved;
  const { input } = operation;
  const result =
    operation.service === 's3'
      ? readS3Bindings(resolved, request)
      : readBindings(operation, request);
  const { payload, rest } = inputBodyMembers(input);
  if (payload) {
    const value = await readPayload(resolved, payload, request.body);
    if (value !== undefined) result[payload.name] = value;
  } else if (rest.length > 0) {
    Object.assign(result, readBodyMembers(resolved, rest, await wholeBody(request.body)));
  }
  return result;
}

/** S3 has no common error for what it cannot read: a path is a URI, all else an argument. */
function readS3Bindings({ operation }: Resolved, request: WireRequest): Record<string, unknown> {
  try {
    return readBindings(operation, request);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const isPath = !isDecodable(request.path);
    throw isPath
      ? new AwsError('InvalidURI', "Couldn't parse the specified URI.", {
          status: 400,
          members: { URI: request.path },
        })
      : new AwsError('InvalidArgument', error.message, { status: 400 });
  }
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

async function readPayload(
  { operation, protocol }: Resolved,
  { shape }: Member,
  body: WireRequest['body'],
): Promise<unknown> {
  if (shape.kind === 'blob' && shape.streaming) return body;
  const bytes = await wholeBody(body);
  if (bytes.length === 0) return undefined;
  if (shape.kind === 'blob') return bytes;
  if (shape.kind === 'string') return bytes.toString('utf8');
  return protocol === 'rest-xml'
    ? readXml(shape, parseXmlBody(bytes))
    : readValue(shape, parseJson(bytes), jsonFormat(dialectOf(operation.service, protocol)));
}

function readBodyMembers(
  { operation, protocol }: Resolved,
  members: readonly Member[],
  body: Buffer,
): Record<string, unknown> {
  if (body.length === 0) return {};
  return protocol === 'rest-xml'
    ? readXmlStructure(members, parseXmlBody(body))
    : readStructure(members, parseJson(body), jsonFormat(dialectOf(operation.service, protocol)));
}
