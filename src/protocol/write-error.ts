/** Errors in each protocol's form, with the status, code and members that the model gives them. */
import { crc32 } from 'node:zlib';
import type { AwsError } from './aws-error.ts';
import { writeCbor } from './cbor/write.ts';
import { type ResponseHead, responseHead } from './http/response-head.ts';
import { writeBindings } from './http/write-bindings.ts';
import type { ProtocolName, ServiceModel, WireResponse } from './interface.ts';
import { toJsonMembers } from './json/write.ts';
import type { Member, Shape } from './shape.ts';
import { escapeXml, writeXmlMembers, XML_DECLARATION } from './xml/write.ts';

/** An error with all that its model says about it. */
interface Rendering {
  /** The shape name, or the code as thrown when no shape has it. */
  code: string;
  /** The code of the query protocol, which may differ: `AWS.SimpleQueueService.NonExistentQueue`. */
  queryCode: string;
  message: string;
  status: number;
  queryStatus: number;
  members: readonly Member[];
  values: Readonly<Record<string, unknown>>;
}

/**
 * @param model undefined when not even the service is known
 * @param error a modelled exception by shape name or query code, or a common error
 */
export function writeError(
  model: ServiceModel | undefined,
  protocol: ProtocolName,
  error: AwsError,
  requestId: string,
): WireResponse {
  const rendering = render(model, error);
  const head = responseHead(protocol, requestId, rendering.status);
  Object.assign(head.headers, error.headers);
  switch (protocol) {
    case 'rest-json':
      return restJsonError(rendering, head);
    case 'rest-xml':
      return restXmlError(rendering, head, requestId);
    case 'aws-query':
      return queryError(model, rendering, head, requestId);
    default:
      return rpcError(model, protocol, rendering, head);
  }
}

function render(model: ServiceModel | undefined, error: AwsError): Rendering {
  const shape = model && findError(model, error.code);
  const fallback = shape?.traits.httpError ?? (shape?.traits.error === 'server' ? 500 : 400);
  const status = error.status ?? fallback;
  const [queryCode, queryStatus] = shape?.traits.awsQueryError ?? [
    shape?.name ?? error.code,
    fallback,
  ];
  const members = shape?.members ?? [];
  const messageMember = members.find(({ name }) => name.toLowerCase() === 'message');
  const values: Record<string, unknown> = { ...error.members };
  if (messageMember) values[messageMember.name] ??= error.message;
  if (model?.id === 'lambda') values.Type ??= status < 500 ? 'User' : 'Server';
  return {
    code: shape?.name ?? error.code,
    queryCode,
    message: error.message,
    status,
    queryStatus: error.status ?? queryStatus,
    members,
    values,
  };
}

function findError(model: ServiceModel, code: string): Shape | undefined {
  const byName = model.errors.get(code);
  if (byName) return byName;
  for (const shape of model.errors.values()) {
    if (shape.traits.awsQueryError?.[0] === code) return shape;
  }
  return undefined;
}

/** An error without a shape, or whose shape has no message, still says what happened. */
function withMessage(
  { message, members }: Rendering,
  body: Record<string, unknown>,
): Record<string, unknown> {
  const has = members.some(({ name }) => name.toLowerCase() === 'message');
  return has || message === '' ? body : { ...body, message };
}

function restJsonError(rendering: Rendering, head: ResponseHead): WireResponse {
  const rest = rendering.members.filter(({ shape }) => shape.traits.httpHeader === undefined);
  writeBindings(rendering.members, rendering.values, head);
  head.headers['content-type'] = 'application/json';
  head.headers['x-amzn-errortype'] = rendering.code;
  const body = withMessage(rendering, toJsonMembers(rest, rendering.values, true));
  return { ...head, body: JSON.stringify(body) };
}

function rpcError(
  model: ServiceModel | undefined,
  protocol: ProtocolName,
  rendering: Rendering,
  head: ResponseHead,
): WireResponse {
  const type = errorType(model, rendering);
  if (model?.wire.queryCompatible) {
    const fault = rendering.status < 500 ? 'Sender' : 'Receiver';
    head.headers['x-amzn-query-error'] = `${rendering.queryCode};${fault}`;
  }
  if (protocol === 'rpc-v2-cbor') {
    head.headers['content-type'] = 'application/cbor';
    const extra = withMessage(rendering, { __type: type });
    return { ...head, body: writeCbor(rendering.members, rendering.values, extra) };
  }
  head.headers['content-type'] = `application/x-amz-json-${protocol.slice(-3)}`;
  const fields = toJsonMembers(rendering.members, rendering.values, false);
  const body = Buffer.from(JSON.stringify({ __type: type, ...withMessage(rendering, fields) }));
  if (model?.id === 'dynamodb' || model?.id === 'dynamodbstreams') {
    head.headers['x-amz-crc32'] = String(crc32(body));
  }
  return { ...head, body };
}

/** Common errors come from the framework, with its own namespaces, where the service shows any. */
function errorType(model: ServiceModel | undefined, { code, members }: Rendering): string {
  const namespace = model?.wire.errorNamespace;
  if (namespace === undefined) return code;
  if (members.length > 0) return namespace + code;
  return code === 'ValidationException'
    ? `com.amazon.coral.validate#${code}`
    : `com.amazon.coral.service#${code}`;
}

function queryError(
  model: ServiceModel | undefined,
  rendering: Rendering,
  head: ResponseHead,
  requestId: string,
): WireResponse {
  head.headers['content-type'] = 'text/xml';
  const status = rendering.queryStatus;
  const type = status < 500 ? 'Sender' : 'Receiver';
  const namespace = model?.wire.xmlNamespace
    ? ` xmlns="${escapeXml(model.wire.xmlNamespace)}"`
    : '';
  const body =
    `<ErrorResponse${namespace}><Error><Type>${type}</Type><Code>${escapeXml(rendering.queryCode)}</Code>` +
    `<Message>${escapeXml(rendering.message)}</Message>${otherMembers(rendering)}</Error>` +
    `<RequestId>${escapeXml(requestId)}</RequestId></ErrorResponse>`;
  return { ...head, status, body };
}

function restXmlError(rendering: Rendering, head: ResponseHead, requestId: string): WireResponse {
  head.headers['content-type'] = 'application/xml';
  const extra = Object.entries(rendering.values)
    .filter(
      ([name, value]) =>
        typeof value === 'string' && !rendering.members.some((each) => each.name === name),
    )
    .map(([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`)
    .join('');
  const body =
    `${XML_DECLARATION}<Error><Code>${escapeXml(rendering.code)}</Code>` +
    `<Message>${escapeXml(rendering.message)}</Message>${otherMembers(rendering)}${extra}` +
    `<RequestId>${escapeXml(requestId)}</RequestId><HostId>${head.headers['x-amz-id-2'] ?? ''}</HostId></Error>`;
  return { ...head, body };
}

function otherMembers({ members, values }: Rendering): string {
  const others = members.filter(({ name }) => name.toLowerCase() !== 'message');
  return writeXmlMembers(others, values);
}
