/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html */
import type { PlaneResponse } from '../../data-plane.ts';
import { callFunction, type FunctionRef } from '../integrations/call-function.ts';
import { parseAuthorizerAnswer } from '../rest/authorizer-answer.ts';
import { decideByPolicy } from '../rest/invoke-policy.ts';
import { toErrorText } from './answer-message.ts';
import type { SocketAuthorizer } from './deployed.ts';
import type { SocketExchange } from './exchange.ts';
import { toProxyEvent } from './proxy-event.ts';
import { lookUp } from './source.ts';

/** As for the other kinds of APIs. */
const TIMEOUT_MS = 10_000;

/**
 * A REQUEST authorizer. Nothing it says is cached: a client connects once.
 * @param target undefined when its URI points at no function
 * @param identitySource `route.request.header.Auth`, …: without one of them the answer is 401, unasked
 */
export function createSocketAuthorizer(
  target: FunctionRef | undefined,
  identitySource: readonly string[],
): SocketAuthorizer {
  return async (exchange) => {
    for (const source of identitySource)
      if (!lookUp(exchange, source.replace(/^\$/, ''))) return refuse(exchange, 401);
    const answer = target && (await ask(exchange, target));
    if (!answer || answer === 'malformed') return refuse(exchange, 500);
    if (answer === 'unauthorized') return refuse(exchange, 401);
    const decision = decideByPolicy(answer.policy, methodArnOf(exchange));
    if (decision !== 'allow') return refuse(exchange, 403);
    exchange.usageIdentifierKey = answer.usageIdentifierKey;
    exchange.connection.authorizer = { ...answer.context, principalId: answer.principalId };
    return undefined;
  };
}

async function ask(
  exchange: SocketExchange,
  target: FunctionRef,
): Promise<ReturnType<typeof parseAuthorizerAnswer>> {
  const { api, host, log } = exchange;
  const { isBase64Encoded: _encoded, ...event } = toProxyEvent(exchange);
  const payload = { type: 'REQUEST', methodArn: methodArnOf(exchange), ...event };
  const outcome = await callFunction(host, target, JSON.stringify(payload), TIMEOUT_MS);
  if (outcome.kind === 'answer')
    return parseAuthorizerAnswer(
      outcome.answer.payload,
      outcome.answer.functionError !== undefined,
    );
  const reason = outcome.kind === 'timeout' ? 'no answer in time' : outcome.error.message;
  log?.error(`Execution failed due to configuration error: Authorizer error: ${reason}`);
  host.log.warn(`API ${api.apiId} could not ask its authorizer ${target.functionArn}: ${reason}`);
  return 'malformed';
}

const MESSAGES = { 401: 'Unauthorized', 403: 'Forbidden', 500: 'Internal server error' } as const;

/** The answer to who may not connect. */
export function refuse(exchange: SocketExchange, status: keyof typeof MESSAGES): PlaneResponse {
  const message = MESSAGES[status];
  exchange.failure = message;
  const body = toErrorText(exchange, message);
  return { status, headers: ['Content-Type', 'application/json'], body };
}

/** `arn:aws:execute-api:<region>:<account>:<api>/<stage>/$connect` */
export function methodArnOf({ api, stage }: SocketExchange): string {
  return `arn:aws:execute-api:${api.region}:${api.account}:${api.apiId}/${stage.name}/$connect`;
}
