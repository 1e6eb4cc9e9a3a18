import type { PlaneResponse } from '../../../data-plane.ts';
import type { RestExchange } from '../exchange.ts';
import { decodeText } from '../exchange.ts';
import { createExecutionLog, printPairs } from '../execution-log.ts';
import { refuse } from '../gateway-response.ts';

/** No such resource or method: AWS answers as if the caller had not signed. */
export function selectMethod(exchange: RestExchange): PlaneResponse | undefined {
  const { request, resourcePath = '/', stage } = exchange;
  // A slash at the end makes no other resource.
  const path =
    resourcePath.length > 1 && resourcePath.endsWith('/')
      ? resourcePath.slice(0, -1)
      : resourcePath;
  const match = stage?.routes.match(request.method, path);
  if (!match)
    return refuse(exchange, {
      type: 'MISSING_AUTHENTICATION_TOKEN',
      message: 'Missing Authentication Token',
    });
  exchange.route = match.route;
  exchange.pathParameters =
    match.pathParameters &&
    Object.fromEntries(match.pathParameters.map(([name, value]) => [name, decodeText(value)]));
  openLog(exchange);
  return undefined;
}

function openLog(exchange: RestExchange): void {
  const { extendedRequestId, pathParameters, request, requestId, route } = exchange;
  if (!route || (route.logLevel === 'OFF' && !exchange.log)) return;
  if (!exchange.log) {
    exchange.log = createExecutionLog(
      route.logLevel === 'INFO' ? 'INFO' : 'ERROR',
      route.isDataTraced,
    );
    // Not of a method that is only tested.
    exchange.log.info(`Extended Request Id: ${extendedRequestId}`);
  }
  const { log } = exchange;
  log.info(`Starting execution for request: ${requestId}`);
  log.info(`HTTP Method: ${request.method}, Resource Path: ${exchange.resourcePath}`);
  log.data(`Method request path: ${printPairs(Object.entries(pathParameters ?? {}).flat())}`);
  log.data(`Method request query string: {${request.query.replaceAll('&', ', ')}}`);
  log.data(`Method request headers: ${printPairs(request.rawHeaders)}`);
  log.data(`Method request body before transformations: ${request.body.toString('utf8')}`);
}
