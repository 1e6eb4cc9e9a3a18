import type { PlaneResponse } from '../../data-plane.ts';
import { isCorsHeader } from '../cors.ts';
import type { DeployedIntegration } from '../deployed-api.ts';
import { type Exchange, found, type IntegrationReport } from '../exchange.ts';
import { failed } from '../integrations/failed.ts';
import { callService } from '../integrations/call-service.ts';
import { proxyToHttp } from '../integrations/http-proxy.ts';
import { proxyToLambda } from '../integrations/lambda-proxy.ts';
import { mapRequest, mapResponse, type ParameterMapping } from '../parameter-mapping.ts';

/** Calls what stands behind the route. With CORS configured, CORS headers from there are ignored. */
export function integrate(exchange: Exchange): PlaneResponse | Promise<PlaneResponse> {
  const { accessLog, cors } = found(exchange.stage);
  const answer = accessLog ? integrateReported(exchange) : integrateMaybeMapped(exchange);
  if (!cors) return answer;
  return answer instanceof Promise ? answer.then(withoutCorsHeaders) : withoutCorsHeaders(answer);
}

/** The look at the clock is for those who log. */
async function integrateReported(exchange: Exchange): Promise<PlaneResponse> {
  const { clock } = exchange.host;
  const calledAtEpochMs = clock.now();
  const report: IntegrationReport = {};
  exchange.report = report;
  try {
    return await integrateMaybeMapped(exchange);
  } finally {
    report.latencyMs = Math.max(0, clock.now() - calledAtEpochMs);
  }
}

function integrateMaybeMapped(exchange: Exchange): PlaneResponse | Promise<PlaneResponse> {
  const { integration, mapping } = found(exchange.match).route;
  return mapping
    ? integrateMapped(exchange, integration, mapping)
    : callIntegration(exchange, integration);
}

async function integrateMapped(
  exchange: Exchange,
  integration: DeployedIntegration,
  mapping: ParameterMapping,
): Promise<PlaneResponse> {
  const response = await callIntegration(mapRequest(exchange, mapping), integration);
  return mapResponse(exchange, mapping, response);
}

function callIntegration(
  exchange: Exchange,
  integration: DeployedIntegration,
): PlaneResponse | Promise<PlaneResponse> {
  if (integration.kind === 'lambda') return proxyToLambda(exchange, integration);
  if (integration.kind === 'http') return proxyToHttp(exchange, integration);
  if (integration.kind === 'service') return callService(exchange, integration);
  if (integration.kind === 'private') {
    exchange.host.log.warn(
      `API ${exchange.api.apiId} could not reach VPC link ${integration.vpcLinkId}: Brume has no VPCs`,
    );
    return failed(exchange, 503, 'Brume has no VPCs');
  }
  exchange.host.log.warn(
    `API ${exchange.api.apiId} has an integration with the URI ${JSON.stringify(integration.uri)}`,
  );
  return failed(exchange, 500, 'The URI of the integration points at nothing that can be called');
}

function withoutCorsHeaders(response: PlaneResponse): PlaneResponse {
  const headers: string[] = [];
  for (let i = 0; i + 1 < response.headers.length; i += 2) {
    const name = response.headers[i] as string;
    if (!isCorsHeader(name)) headers.push(name, response.headers[i + 1] as string);
  }
  return { ...response, headers };
}
