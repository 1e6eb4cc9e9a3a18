/**
 * An answer that a runtime posts in pieces:
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html#runtimes-custom-response-streaming
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { makePlatformFailure } from '../failures.ts';
import type { ReportedFailure } from '../link.ts';
import { answerAccepted } from './answers.ts';
import { knownErrorType } from './reported-error.ts';
import type { RuntimeSession } from './session.ts';

const NOTHING = Buffer.alloc(0);

/** Passes the body on at the caller's pace. The session has made its transition already. */
export function streamedResponse(
  session: RuntimeSession,
  requestId: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const { listener } = session;
  const contentType = request.headers['content-type'] ?? 'application/octet-stream';
  listener.onStreamStart(contentType, () => request.resume());
  request.on('data', (chunk: Buffer) => {
    if (!listener.onStreamData(chunk)) request.pause();
  });
  request.once('end', () => {
    session.current = undefined;
    answerAccepted(response);
    session.reported = failureOf(request);
    if (session.reported) return;
    listener.onStreamEnd();
    setImmediate(() => listener.onResponse(NOTHING)); // after what it logged, as for other answers
  });
  request.once('close', () => {
    if (request.complete || session.current?.requestId !== requestId) return;
    session.current = undefined;
    const errorType = 'Runtime.TruncatedResponse';
    session.truncated = makePlatformFailure(errorType, requestId, 'Response stream was cut off');
  });
}

/** Failures in the middle of a stream come as trailers. */
function failureOf({ trailers }: IncomingMessage): ReportedFailure | undefined {
  const type = trailers['lambda-runtime-function-error-type'];
  if (typeof type !== 'string') return undefined;
  const body = trailers['lambda-runtime-function-error-body'];
  return {
    errorType: knownErrorType(type),
    payload: Buffer.from(typeof body === 'string' ? body : 'e30=', 'base64'), // `{}`
  };
}
