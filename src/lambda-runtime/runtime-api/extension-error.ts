import type { IncomingMessage, ServerResponse } from 'node:http';
import { transitionRefusal } from '../extensions/states.ts';
import { answerAccepted, answerError } from './answers.ts';
import { identify } from './extension-identity.ts';
import type { RuntimeSession } from './session.ts';

const HEADER = 'Lambda-Extension-Function-Error-Type';

/** `POST /2020-01-01/extension/init/error`: the extension cannot start, and exits next. */
export function extensionInitError(
  session: RuntimeSession,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  report(session, request, response, 'InitError');
}

/** `POST /2020-01-01/extension/exit/error`: the extension cannot go on, and exits next. */
export function extensionExitError(
  session: RuntimeSession,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  report(session, request, response, 'ExitError');
}

/** What was reported gives the failure its name when the process ends; until then nothing changes. */
function report(
  session: RuntimeSession,
  request: IncomingMessage,
  response: ServerResponse,
  state: 'InitError' | 'ExitError',
): void {
  request.resume(); // the body is for a person who reads the traffic
  const extension = identify(
    session,
    request,
    response,
    () => 'Unknown Lambda-Extension-Identifier',
  );
  if (!extension) return;
  const errorType = request.headers[HEADER.toLowerCase()];
  if (typeof errorType !== 'string' || errorType === '') {
    return answerError(response, 403, 'Extension.MissingHeader', `${HEADER} not found`);
  }
  const before = extension.state;
  if (!extension.become(state)) {
    const refusal = transitionRefusal(before, state, extension.id);
    return answerError(response, 403, 'Extension.InvalidExtensionState', refusal);
  }
  extension.errorType ??= errorType;
  session.extensions.firstError ??= `Extension.${state}`;
  answerAccepted(response);
}
