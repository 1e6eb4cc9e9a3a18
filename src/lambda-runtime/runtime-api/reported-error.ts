import type { IncomingMessage } from 'node:http';
import type { ReportedFailure } from '../link.ts';

/** A reported type that is not of this form is replaced, as AWS's emulator does. */
const ERROR_TYPE = /^(Runtime|Function)\.[A-Z][a-zA-Z]+$/;

/** Makes the caller's answer of an error that a runtime posted; the body is passed on as it is. */
export function toReportedFailure(
  request: IncomingMessage,
  body: Buffer | undefined,
): ReportedFailure {
  const header = request.headers['lambda-runtime-function-error-type'];
  return {
    errorType: knownErrorType(typeof header === 'string' ? header : ''),
    payload: body ?? Buffer.from('{}'),
  };
}

/** The type that a runtime reported, or AWS's replacement for one of another form. */
export function knownErrorType(text: string): string {
  if (ERROR_TYPE.test(text)) return text;
  return text.startsWith('Function.') ? 'Function.Unknown' : 'Runtime.Unknown';
}
