import type { IncomingMessage, ServerResponse } from 'node:http';
import { RegistrationRefused } from '../extensions/registry.ts';
import { answerError, answerJson } from './answers.ts';
import { readBody } from './read-body.ts';
import type { RuntimeSession } from './session.ts';

const LONGEST_BODY_BYTES = 64 * 1024;

/** `POST /2020-01-01/extension/register` */
export function extensionRegister(
  session: RuntimeSession,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const name = request.headers['lambda-extension-name'];
  readBody(request, LONGEST_BODY_BYTES, (body) => {
    if (typeof name !== 'string' || name === '') {
      return answerError(response, 403, 'Extension.InvalidExtensionName', 'Empty extension name');
    }
    try {
      const extension = session.extensions.register(name, readEvents(body));
      response.setHeader('Lambda-Extension-Identifier', extension.id);
      answerJson(response, 200, describe(session, request));
    } catch (error) {
      if (!(error instanceof RegistrationRefused)) throw error;
      answerError(response, 403, error.errorType, error.message);
    }
  });
}

function describe(session: RuntimeSession, request: IncomingMessage): object {
  const { fn } = session;
  const features = String(request.headers['lambda-extension-accept-feature'] ?? '').split(',');
  return {
    functionName: fn.name,
    functionVersion: fn.version,
    handler: fn.handler,
    ...(features.some((feature) => feature.trim() === 'accountId') && { accountId: fn.account }),
  };
}

/** @throws RegistrationRefused when the body is not of the form `{"events":[…]}` */
function readEvents(body: Buffer | undefined): string[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse((body ?? Buffer.alloc(0)).toString('utf8'));
  } catch (error) {
    throw invalidFormat(error instanceof Error ? error.message : String(error));
  }
  if (typeof parsed !== 'object' || parsed === null) throw invalidFormat('not a JSON object');
  const { events = [], configurationKeys = [] } = parsed as Record<string, unknown>;
  if (Array.isArray(configurationKeys) && configurationKeys.length > 0) {
    throw invalidFormat('configurationKeys are deprecated; use environment variables instead');
  }
  if (!Array.isArray(events) || !events.every((event) => typeof event === 'string')) {
    throw invalidFormat('events must be a list of strings');
  }
  return events;
}

function invalidFormat(text: string): RegistrationRefused {
  return new RegistrationRefused('InvalidRequestFormat', text);
}
