/** From a request to the operation it addresses and the protocol it speaks. */
import { AwsError } from './aws-error.ts';
import { buildRouteTable, type RouteTable } from './http/route-table.ts';
import { guessProtocol } from './guess-protocol.ts';
import { routedPath } from './http/routed-path.ts';
import type { RequestHead } from './identify.ts';
import type { ProtocolName, Resolved, ServiceModel } from './interface.ts';

export { identifyService, type RequestHead } from './identify.ts';

const routeTables = new WeakMap<ServiceModel, RouteTable>();

/**
 * @throws AwsError `UnknownOperationException`, `InvalidAction`, `MissingAction` or
 *   `MethodNotAllowed`, whichever the service answers in the request's protocol
 */
export function resolveOperation(model: ServiceModel, request: RequestHead): Resolved {
  const protocol = guessProtocol({ ...request, model });
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

function resolveRest(model: ServiceModel, protocol: ProtocolName, request: RequestHead): Resolved {
  let table = routeTables.get(model);
  if (!table) {
    table = buildRouteTable(model.operations.values());
    routeTables.set(model, table);
  }
  const operation = table.find({ ...request, path: routedPath(model.id, request) });
  if (operation) return { protocol, operation };
  if (model.id === 's3') {
    const message = 'The specified method is not allowed against this resource.';
    throw new AwsError('MethodNotAllowed', message, { status: 405 });
  }
  throw new AwsError(
    'UnknownOperationException',
    `There is no operation at ${request.method} ${request.path}.`,
    {
      status: 404,
    },
  );
}

function resolveTarget(
  model: ServiceModel,
  protocol: ProtocolName,
  target: string | undefined,
): Resolved {
  const dot = target?.lastIndexOf('.') ?? -1;
  const name =
    target !== undefined && target.slice(0, dot) === model.wire.target
      ? target.slice(dot + 1)
      : undefined;
  return resolveRpc(model, protocol, name);
}

function resolveRpc(
  model: ServiceModel,
  protocol: ProtocolName,
  name: string | undefined,
): Resolved {
  const operation = name === undefined ? undefined : model.operations.get(name);
  if (operation) return { operation, protocol };
  // Coral answers without a message; clients then print "UnknownError", so this one says more.
  const message = name
    ? `The operation ${name} is not part of ${model.id}.`
    : 'The request names no operation.';
  throw new AwsError('UnknownOperationException', message, {
    status: protocol === 'rpc-v2-cbor' ? 404 : 400,
  });
}

function resolveQuery(model: ServiceModel, request: RequestHead): Resolved {
  const body = Buffer.isBuffer(request.body) ? request.body.toString('latin1') : '';
  const action =
    /(?:^|&)Action=([^&]*)/.exec(body)?.[1] ?? /(?:^|&)Action=([^&]*)/.exec(request.query)?.[1];
  if (!action) {
    throw new AwsError('MissingAction', 'The request must contain the parameter Action.', {
      status: 400,
    });
  }
  const operation = model.operations.get(action);
  if (operation) return { operation, protocol: 'aws-query' };
  const message = `Could not find operation ${action} for version ${model.wire.version}`;
  throw new AwsError('InvalidAction', message, { status: 400 });
}
