import type { IncomingMessage, ServerResponse } from 'node:http';
import { LONGEST_RESPONSE_BYTES } from '../failures.ts';
import { answerAccepted, answerError } from './answers.ts';
import { readBody } from './read-body.ts';
import { toReportedFailure } from './reported-error.ts';
import { refuseTransition, type RuntimeSession } from './session.ts';

/** `POST /2018-06-01/runtime/invocation/{id}/error` */
export function invocationError(
  session: RuntimeSession,
  requestId: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  readBody(request, LONGEST_RESPONSE_BYTES, (body) => {
    if (session.current?.requestId !== requestId) {
      return answerError(response, 400, 'InvalidRequestID', 'Invalid request ID');
    }
    const refusal = refuseTransition(session, 'InvocationErrorResponse');
    if (refusal) return answerError(response, 403, 'InvalidStateTransition', refusal);
    session.current = undefined;
    answerAccepted(response);
    session.reported = toReportedFailure(request, body);
  });
}
