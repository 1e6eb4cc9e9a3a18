import type { IncomingMessage, ServerResponse } from 'node:http';
import { transitionRefusal } from '../extensions/states.ts';
import { answerError } from './answers.ts';
import { identify } from './extension-identity.ts';
import type { RuntimeSession } from './session.ts';

/** `GET /2020-01-01/extension/event/next` blocks until there is an event for the extension. */
export function extensionNext(
  session: RuntimeSession,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  request.resume();
  const extension = identify(session, request, response, (id) => `Unknown extension ${id}`);
  if (!extension) return;
  const before = extension.state;
  if (!extension.become('Ready')) {
    const refusal = transitionRefusal(before, 'Ready', extension.id);
    return answerError(response, 403, 'Extension.InvalidExtensionState', refusal);
  }
  extension.wait((event) => {
    const text = JSON.stringify(event);
    response.writeHead(200, {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(text),
      'Lambda-Extension-Event-Identifier': session.ids.uuid(),
    });
    response.end(text);
  });
  session.listener.onWaiting();
}
