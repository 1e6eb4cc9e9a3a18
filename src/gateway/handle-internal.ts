import type { IncomingMessage, ServerResponse } from 'node:http';
import { hostOnly } from './hosts.ts';
import { isFromFunction } from '../platform/function-connections.ts';
import { refusal } from './internal-guard.ts';
import type { Gateway } from './gateway.ts';
import type { InternalResponse } from '../console-api/interface.ts';
import { steers, unsignedRefusal } from './internal-signature.ts';
import { joinHeaders, type RequestLine } from './request-line.ts';
import { send } from './send.ts';

const BODY_LIMIT_BYTES = 2 ** 20;

/** Brume's own routes, behind the Host and Origin guard. */
export async function handleInternal(
  gateway: Gateway,
  request: IncomingMessage,
  response: ServerResponse,
  line: RequestLine,
): Promise<void> {
  const { host, origin } = request.headers;
  const refused = refusal(hostOnly(host), origin, gateway.internal.trustedHosts);
  const answer = refused
    ? { status: 403, body: { error: { code: 'ERR_FOREIGN_ORIGIN', message: refused } } }
    : steers(line.method) && isFromFunction(request.socket.remotePort)
      ? FROM_FUNCTION
      : await answerTo(gateway, request, line);
  const isRaw = answer.contentType !== undefined;
  await send(response, {
    status: answer.status,
    headers: { 'content-type': answer.contentType ?? 'application/json', ...answer.headers },
    body:
      line.method === 'HEAD' || answer.body === undefined
        ? ''
        : isRaw
          ? (answer.body as string | Buffer)
          : `${JSON.stringify(answer.body)}\n`,
  });
}

const FROM_FUNCTION: InternalResponse = {
  status: 403,
  body: {
    error: {
      code: 'ERR_FROM_FUNCTION',
      message:
        'A function may ask how Brume is, and not steer it: no reset, stop or clock from here.',
    },
  },
};

async function answerTo(
  gateway: Gateway,
  request: IncomingMessage,
  line: RequestLine,
): Promise<InternalResponse> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT_BYTES)
      return {
        status: 413,
        body: {
          error: {
            code: 'ERR_BODY_TOO_LARGE',
            message: `Bodies are limited to ${BODY_LIMIT_BYTES} bytes.`,
          },
        },
      };
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  const signed = { ...line, headers: joinHeaders(request.rawHeaders), body };
  const refused = await unsignedRefusal(gateway.authorizer, signed);
  if (refused) return refused;
  return gateway.internal.handle({
    method: line.method,
    path: line.path,
    query: new URLSearchParams(line.query),
    body,
  });
}
