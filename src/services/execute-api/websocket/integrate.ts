import { checkInvoke } from '../../invoke-permission.ts';
import type { FunctionTarget, IntegrationTarget } from '../rest/deployed.ts';
import { callFunctionProxy, callMappedFunction } from './integrations/lambda.ts';
import { callEndpoint } from './integrations/http.ts';
import { callMock } from './integrations/mock.ts';
import type { WebSocketIntegration } from './deployed.ts';
import { internalFailure, type SocketExchange } from './exchange.ts';

/** What an integration answered, mapped already. */
export interface IntegrationAnswer {
  /** Of a handshake. */
  status: number;
  /** Alternating names and values. */
  headers: readonly string[];
  /** What a two-way route sends to the client. */
  body: string | Buffer;
}

/** Calls what stands behind the route. @throws SocketFailure */
export async function integrate(
  exchange: SocketExchange,
  integration: WebSocketIntegration,
): Promise<IntegrationAnswer> {
  const { definition, target } = integration;
  if (target.kind === 'lambda') await checkPermission(exchange, target);
  const answer = await call(exchange, integration, target);
  exchange.log?.data(
    `Endpoint response body after transformations for ${definition.IntegrationType}: ${answer.body.toString()}`,
  );
  return answer;
}

/** Where IAM counts, a function without a permission for the API is not run. @throws SocketFailure */
async function checkPermission(exchange: SocketExchange, target: FunctionTarget): Promise<void> {
  const { api, host, routeKey, stage } = exchange;
  if (host.authorizer.mode === 'off') return;
  const denial = await checkInvoke(host, {
    functionArn: target.functionArn,
    account: target.account,
    region: target.region,
    service: 'apigateway.amazonaws.com',
    sourceArn: `arn:aws:execute-api:${api.region}:${api.account}:${api.apiId}/${stage.name}/${routeKey}`,
    sourceAccount: api.account,
  });
  if (denial === undefined) return;
  host.log.warn(`WebSocket API ${api.apiId} could not invoke ${target.functionArn}: ${denial}`);
  throw internalFailure('Invalid permissions on Lambda function');
}

function call(
  exchange: SocketExchange,
  integration: WebSocketIntegration,
  target: IntegrationTarget,
): Promise<IntegrationAnswer> {
  if (target.kind === 'lambda')
    return integration.definition.IntegrationType === 'AWS_PROXY'
      ? callFunctionProxy(exchange, integration, target)
      : callMappedFunction(exchange, integration, target);
  if (target.kind === 'http') return callEndpoint(exchange, integration, target.url);
  if (target.kind === 'mock') return Promise.resolve(callMock(exchange, integration));
  exchange.host.log.warn(
    `WebSocket API ${exchange.api.apiId} has an integration with the URI ${JSON.stringify(integration.definition.IntegrationUri)}`,
  );
  throw internalFailure('Invalid endpoint address');
}
