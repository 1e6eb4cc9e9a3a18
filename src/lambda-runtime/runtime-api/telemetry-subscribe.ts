import type { IncomingMessage, ServerResponse } from 'node:http';
import { subscriptionEvent } from '../platform-events.ts';
import type { TelemetryApi } from '../telemetry/event.ts';
import { InvalidSubscription, parseSubscription } from '../telemetry/subscription.ts';
import { answerError, answerJson } from './answers.ts';
import { identify } from './extension-identity.ts';
import { readBody } from './read-body.ts';
import type { RuntimeSession } from './session.ts';

const LONGEST_BODY_BYTES = 64 * 1024;

/** `PUT /2022-07-01/telemetry`: https://docs.aws.amazon.com/lambda/latest/dg/telemetry-api-reference.html */
export function telemetrySubscribe(
  session: RuntimeSession,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  subscribe('telemetry', session, request, response);
}

/** `PUT /2020-08-15/logs`: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-logs-api.html */
export function logsSubscribe(
  session: RuntimeSession,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  subscribe('logs', session, request, response);
}

const NAMES: Record<TelemetryApi, string> = { telemetry: 'Telemetry', logs: 'Logs' };

function subscribe(
  api: TelemetryApi,
  session: RuntimeSession,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const extension = identify(session, request, response, (id) => `Unknown extension ${id}`);
  if (!extension) return;
  readBody(request, LONGEST_BODY_BYTES, (body) => {
    try {
      const subscription = parseSubscription((body ?? Buffer.alloc(0)).toString('utf8'), api);
      const refusal = session.telemetry.subscribe(extension.name, subscription);
      if (refusal) return refuse(api, refusal, response);
      session.log.tell(subscriptionEvent(api, extension.name, subscription.categories));
      answerJson(response, 200, 'OK');
    } catch (error) {
      if (!(error instanceof InvalidSubscription)) throw error;
      answerError(response, 400, 'ValidationError', error.message);
    }
  });
}

/** AWS says that both are errors, not which; the closed one is that of its emulator. */
function refuse(api: TelemetryApi, why: 'closed' | 'other-api', response: ServerResponse): void {
  const name = NAMES[api];
  if (why === 'closed') {
    return answerError(
      response,
      403,
      `${name}.SubscriptionClosed`,
      `${name} API subscription is closed`,
    );
  }
  answerError(
    response,
    400,
    'ValidationError',
    'An extension has already subscribed by the other of the Telemetry and Logs APIs',
  );
}
