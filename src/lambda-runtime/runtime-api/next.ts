import type { ServerResponse } from 'node:http';
import type { Delivery, ReportedFailure } from '../link.ts';
import { answerError } from './answers.ts';
import { refuseTransition, type RuntimeSession } from './session.ts';

/** `GET /2018-06-01/runtime/invocation/next` blocks until there is an event. */
export function next(session: RuntimeSession, response: ServerResponse): void {
  const first = session.state === 'Started';
  const refusal = refuseTransition(session, 'Ready');
  if (refusal) return answerError(response, 403, 'InvalidStateTransition', refusal);
  session.waitingNext = response;
  if (first) return session.listener.onReady();
  const failure = session.reported ?? session.truncated;
  if (failure) return endInvocation(session, failure);
  handOver(session);
  if (session.waitingNext) session.listener.onWaiting();
}

function endInvocation(session: RuntimeSession, failure: ReportedFailure): void {
  session.reported = undefined;
  session.truncated = undefined;
  setImmediate(() => session.listener.onFailure(failure)); // after what it logged, as for answers
}

/** Gives the waiting event to the waiting call, when there are both. */
export function handOver(session: RuntimeSession): void {
  const { waitingDelivery: delivery, waitingNext: response } = session;
  if (!delivery || !response) return;
  session.waitingDelivery = undefined;
  session.waitingNext = undefined;
  session.state = 'Running';
  session.current = delivery;
  response.writeHead(200, headersOf(delivery, session.now()));
  response.end(delivery.payload);
}

/** Empty ones are left out. */
function headersOf(delivery: Delivery, nowEpochMs: number): Record<string, string | number> {
  return {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(delivery.payload),
    'Lambda-Runtime-Aws-Request-Id': delivery.requestId,
    'Lambda-Runtime-Deadline-Ms': Math.floor(nowEpochMs + delivery.remainingMs),
    'Lambda-Runtime-Invoked-Function-Arn': delivery.invokedArn,
    'Lambda-Runtime-Trace-Id': delivery.traceId,
    ...(delivery.clientContext !== undefined && {
      'Lambda-Runtime-Client-Context': inHeader(delivery.clientContext),
    }),
    ...(delivery.tenantId !== undefined && { 'Lambda-Runtime-Aws-Tenant-Id': delivery.tenantId }),
  };
}

/** The same JSON in characters that a header can carry. */
function inHeader(json: string): string {
  return json
    .replaceAll(/[\0-\x1f]/g, ' ') // between values; inside of texts JSON has none
    .replaceAll(
      /[^\x20-\x7e]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
}
