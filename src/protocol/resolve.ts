/** From a request to the operation it addresses and the protocol it speaks. */
import { AwsError } from './aws-error.ts';
import { buildRouteTable, type RouteTable } from './http/route-table.ts';
import { s3BucketPrefix, s3PathStyle } from './http/s3-path.ts';
import type { RequestHead } from './identify.ts';
import type { OperationModel, ProtocolName, Resolved, ServiceModel } from './interface.ts';

export { identifyService, type RequestHead } from './identify.ts';

const routeTables = new WeakMap<ServiceModel, RouteTable>();

/**
 * @throws AwsError `UnknownOperationException`, `InvalidAction`, `MissingAction` or
 *   `MethodNotAllowed`, whichever the service answers in the request's protocol
 */
export function resolveOperation(model: ServiceModel, request: RequestHead): Resolved {
  const protocol = protocolOf(model, request);
  switch (protocol) {
    case 'rest-json':
    case 'rest-xml':
      return resolveRest(model, protocol, request);
    case 'aws-query':
      return resolveQuery(model, request);
    case 'rpc-v2-cbor':
      return resolveRpc(model, protocol, request.path.split('/')[4]);
    default:
      return resolveTarget(model, protocol, request.headers['x-amz-target']);
  }
}

/** The protocol a request speaks, so that even an unresolvable one is answered in kind. */
export function protocolOf(model: ServiceModel, request: RequestHead): ProtocolName {
  const { protocols } = model.wire;
  const [first = 'rest-json'] = protocols;
  if (first === 'rest-json' || first === 'rest-xml') return first;
  const wanted = spokenProtocol(request);
  return wanted && protocols.includes(wanted) ? wanted : first;
}

function spokenProtocol({ headers, path, query }: RequestHead): ProtocolName | undefined {
  const type = headers['content-type'] ?? '';
  if (headers['smithy-protocol'] === 'rpc-v2-cbor' || /^\/service\/[^/]+\/operation\//.test(path)) {
    return 'rpc-v2-cbor';
  }
  if (type.startsWith('application/x-amz-json-1.1')) return 'aws-json-1.1';
  if (type.startsWith('application/x-amz-json-1.0') || headers['x-amz-target']) return 'aws-json-1.0';
  const isForm = type.startsWith('application/x-www-form-urlencoded');
  return isForm || /(?:^|&)Action=/.test(query) ? 'aws-query' : undefined;
}

function resolveRest(model: ServiceModel, protocol: ProtocolName, request: RequestHead): Resolved {
  const isS3 = model.id === 's3';
  let table = routeTables.get(model);
  if (!table) {
    table = buildRouteTable(model.operations.values(), isS3 ? s3BucketPrefix : undefined);
    routeTables.set(model, table);
  }
  const route = table.find(isS3 ? { ...request, path: s3PathStyle(request) } : request);
  if (route) return { model, protocol, ...route };
  if (isS3) {
    const message = 'The specified method is not allowed against this resource.';
    throw new AwsError('MethodNotAllowed', message, { status: 405 });
  }
  throw new AwsError('UnknownOperationException', `There is no operation at ${request.method} ${request.path}.`, {
    status: 404,
  });
}

function resolveTarget(model: ServiceModel, protocol: ProtocolName, target: string | undefined): Resolved {
  const dot = target?.lastIndexOf('.') ?? -1;
  const name = target !== undefined && target.slice(0, dot) === model.wire.target ? target.slice(dot + 1) : undefined;
  return resolveRpc(model, protocol, name);
}

function resolveRpc(model: ServiceModel, protocol: ProtocolName, name: string | undefined): Resolved {
  const operation = name === undefined ? undefined : model.operations.get(name);
  if (operation) return resolved(model, protocol, operation);
  // Coral answers without a message; clients then print "UnknownError", so this one says more.
  const message = name ? `The operation ${name} is not part of ${model.id}.` : 'The request names no operation.';
  throw new AwsError('UnknownOperationException', message, { status: protocol === 'rpc-v2-cbor' ? 404 : 400 });
}

function resolveQuery(model: ServiceModel, request: RequestHead): Resolved {
  const body = Buffer.isBuffer(request.body) ? request.body.toString('latin1') : '';
  const action =
    /(?:^|&)Action=([^&]*)/.exec(body)?.[1] ?? /(?:^|&)Action=([^&]*)/.exec(request.query)?.[1];
  if (!action) {
    throw new AwsError('MissingAction', 'The request must contain the parameter Action.', { status: 400 });
  }
  const operation = model.operations.get(action);
  if (operation) return resolved(model, 'aws-query', operation);
  const message = `Could not find operation ${action} for version ${model.wire.version}`;
  throw new AwsError('InvalidAction', message, { status: 400 });
}

function resolved(model: ServiceModel, protocol: ProtocolName, operation: OperationModel): Resolved {
  return { model, operation, protocol, labels: {} };
}
