import type { IncomingMessage, ServerResponse } from 'node:http';
import { LONGEST_RESPONSE_BYTES } from '../failures.ts';
import { answerAccepted, answerError } from './answers.ts';
import { readBody } from './read-body.ts';
import { toReportedFailure } from './reported-error.ts';
import { refuseTransition, type RuntimeSession } from './session.ts';

/** `POST /2018-06-01/runtime/init/error` */
export function initError(
  session: RuntimeSession,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  readBody(request, LONGEST_RESPONSE_BYTES, (body) => {
    const refusal = refuseTransition(session, 'InitError');
    if (refusal) return answerError(response, 403, 'InvalidStateTransition', refusal);
    answerAccepted(response);
    const failure = toReportedFailure(request, body);
    setImmediate(() => session.listener.onInitFailed(failure));
  });
}
