import type { PlaneResponse } from '../../data-plane.ts';
import { headerOf } from '../exchange.ts';
import { toErrorText } from './answer-message.ts';
import { type SocketExchange, SocketFailure } from './exchange.ts';
import { integrate } from './integrate.ts';
import { finish, toFailure } from './run-event.ts';
import { lookUp } from './source.ts';

/** A handshake that may go on, with the subprotocol that the integration chose. */
export interface Accepted {
  protocol: string | undefined;
}

/** Runs `$connect`, if there is one. Never rejects. @returns a response for who may not connect */
export async function answerConnect(exchange: SocketExchange): Promise<Accepted | PlaneResponse> {
  try {
    const answer = exchange.route ? await run(exchange) : { protocol: undefined };
    finish(exchange, 'status' in answer ? answer.status : 101);
    return answer;
  } catch (error) {
    const failure = toFailure(exchange, error);
    exchange.failure = failure.message;
    exchange.log?.error(failure.detail);
    finish(exchange, failure.status);
    return refuse(failure.status, toErrorText(exchange, failure.message));
  }
}

async function run(exchange: SocketExchange): Promise<Accepted | PlaneResponse> {
  const { host, log, route, stage } = exchange;
  const { authorizer, integration, requiredParameters, throttle } = route!;
  log?.info(`Starting execution for route $connect of stage ${stage.name}`);
  if (throttle && !throttle.take(host.clock.now()))
    throw new SocketFailure(429, 'Too Many Requests');
  const missing = requiredParameters.filter((each) => !lookUp(exchange, each));
  if (missing.length > 0) {
    const names = missing.map((each) => each.split('.').slice(3).join('.'));
    throw new SocketFailure(400, `Missing required request parameters: [${names.join(', ')}]`);
  }
  const refusal = await authorizer?.(exchange);
  if (refusal) return refusal;
  checkApiKey(exchange);
  const { body, headers, status } = await integrate(exchange, integration);
  // Only success opens the connection; whatever else the integration says is the answer.
  if (status < 200 || status > 299) return refuse(status, body);
  return { protocol: valueOf(headers, 'sec-websocket-protocol') };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html. @throws SocketFailure */
function checkApiKey(exchange: SocketExchange): void {
  const { handshake, host, route, stage, usageIdentifierKey } = exchange;
  if (!route?.isKeyRequired) return;
  const value = stage.isKeyFromAuthorizer
    ? usageIdentifierKey
    : handshake && headerOf(handshake, 'x-api-key');
  const key = value === undefined ? undefined : stage.apiKeys.get(value);
  if (!key)
    throw new SocketFailure(403, 'Forbidden', 'API Key missing, disabled, or in no usage plan');
  exchange.connection.apiKey = { id: key.id, value: key.value };
  if (key.throttle && !key.throttle.take(host.clock.now()))
    throw new SocketFailure(429, 'Too Many Requests');
  if (!key.takeQuota()) throw new SocketFailure(429, 'Limit Exceeded');
}

function refuse(status: number, body: string | Buffer): PlaneResponse {
  return { status, headers: ['Content-Type', 'application/json'], body };
}

function valueOf(headers: readonly string[], name: string): string | undefined {
  const at = headers.findIndex((each, index) => index % 2 === 0 && each.toLowerCase() === name);
  return at < 0 ? undefined : headers[at + 1];
}
