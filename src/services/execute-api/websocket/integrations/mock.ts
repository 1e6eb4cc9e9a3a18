import type { WebSocketIntegration } from '../deployed.ts';
import { internalFailure, type SocketExchange } from '../exchange.ts';
import type { IntegrationAnswer } from '../integrate.ts';
import { mapRequest } from './map-request.ts';
import { mapResponse } from './map-response.ts';

/** A mock answers the status that its request template says. */
export function callMock(
  exchange: SocketExchange,
  integration: WebSocketIntegration,
): IntegrationAnswer {
  const request = mapRequest(exchange, integration.definition);
  const text = request.body.toString('utf8');
  const status = /["']?statusCode["']?\s*:\s*["']?(\d{3})\b/.exec(text)?.[1];
  if (status === undefined)
    throw internalFailure(
      'Unable to parse statusCode. It should be an integer defined in request template.',
    );
  exchange.integrationStatus = Number(status);
  return mapResponse(exchange, integration, {
    status: Number(status),
    headers: [],
    body: Buffer.alloc(0),
    selection: status,
    isFailure: false,
  });
}
