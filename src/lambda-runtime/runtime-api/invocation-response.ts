import type { IncomingMessage, ServerResponse } from 'node:http';
import { LONGEST_RESPONSE_BYTES, makeTooLargeFailure } from '../failures.ts';
import { answerAccepted, answerError } from './answers.ts';
import { readBody } from './read-body.ts';
import { refuseTransition, type RuntimeSession } from './session.ts';
import { streamedResponse } from './streamed-response.ts';

const LIMIT = `maximum allowed payload size (${LONGEST_RESPONSE_BYTES} bytes).`;

/** `POST /2018-06-01/runtime/invocation/{id}/response` */
export function invocationResponse(
  session: RuntimeSession,
  requestId: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const mode = request.headers['lambda-runtime-function-response-mode'];
  if (mode === 'streaming' && session.current?.requestId === requestId) {
    const refusal = refuseTransition(session, 'InvocationResponse');
    if (!refusal) return streamedResponse(session, requestId, request, response);
    request.resume();
    return answerError(response, 403, 'InvalidStateTransition', refusal);
  }
  readBody(request, LONGEST_RESPONSE_BYTES, (body) => {
    if (session.current?.requestId !== requestId) {
      return answerError(response, 400, 'InvalidRequestID', 'Invalid request ID');
    }
    if (mode !== undefined) {
      return answerError(
        response,
        400,
        'InvalidFunctionResponseMode',
        'Invalid function response mode',
      );
    }
    const refusal = refuseTransition(session, 'InvocationResponse');
    if (refusal) return answerError(response, 403, 'InvalidStateTransition', refusal);
    session.current = undefined;
    if (!body) {
      answerError(response, 413, 'RequestEntityTooLarge', `Exceeded ${LIMIT}`);
      return session.listener.onFailure(makeTooLargeFailure());
    }
    answerAccepted(response);
    // What the program wrote before is in its pipes already; a turn of the loop lets it be logged first.
    setImmediate(() => session.listener.onResponse(body));
  });
}
