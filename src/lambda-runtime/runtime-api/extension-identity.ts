import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Extension } from '../extensions/extension.ts';
import { answerError } from './answers.ts';
import type { RuntimeSession } from './session.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * The extension that calls, by its `Lambda-Extension-Identifier`.
 * @param unknown AWS's text for an identifier that nobody has
 * @returns undefined after the call was refused
 */
export function identify(
  session: RuntimeSession,
  request: IncomingMessage,
  response: ServerResponse,
  unknown: (id: string) => string,
): Extension | undefined {
  const id = request.headers['lambda-extension-identifier'];
  const refuse = (errorType: string, text: string): undefined => {
    request.resume();
    answerError(response, 403, errorType, text);
  };
  if (typeof id !== 'string' || id === '') {
    return refuse(
      'Extension.MissingExtensionIdentifier',
      'Missing Lambda-Extension-Identifier header',
    );
  }
  if (!UUID.test(id)) {
    return refuse('Extension.InvalidExtensionIdentifier', 'Invalid Lambda-Extension-Identifier');
  }
  const extension = session.extensions.byId(id.toLowerCase());
  return extension ?? refuse('Extension.UnknownExtensionIdentifier', unknown(id));
}
