/** What makes a request a WebSocket handshake (RFC 6455, section 4.2.1). */
import type { PlaneRequest } from '../../data-plane.ts';
import { headerOf } from '../exchange.ts';

const KEY = /^[+/0-9A-Za-z]{22}==$/;

/** @returns what is wrong with the handshake; undefined when it is sound */
export function findHandshakeMistake(request: PlaneRequest): string | undefined {
  if (request.method !== 'GET') return 'A WebSocket handshake is a GET request.';
  if (request.protocol !== 'HTTP/1.1') return 'A WebSocket handshake is HTTP/1.1.';
  for (const name of ['host', 'sec-websocket-key', 'sec-websocket-version', 'upgrade'])
    if (countOf(request, name) !== 1) return `A WebSocket handshake has one header ${name}.`;
  if (!KEY.test(headerOf(request, 'sec-websocket-key') ?? ''))
    return 'The header sec-websocket-key must be 16 bytes in base64.';
  if (headerOf(request, 'sec-websocket-version') !== '13')
    return 'The header sec-websocket-version must be 13.';
  if (countOf(request, 'sec-websocket-protocol') > 1)
    return 'A WebSocket handshake has one header sec-websocket-protocol at most.';
  if (!areSoundProtocols(headerOf(request, 'sec-websocket-protocol')))
    return 'The header sec-websocket-protocol must be a list of different names.';
  return undefined;
}

function countOf({ rawHeaders }: PlaneRequest, name: string): number {
  let count = 0;
  for (let i = 0; i + 1 < rawHeaders.length; i += 2)
    if (rawHeaders[i]?.toLowerCase() === name) count += 1;
  return count;
}

/** Of RFC 9110, as subprotocols are named. */
export function isToken(text: string): boolean {
  return /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(text);
}

/** The subprotocols that the client offers: each once. */
function areSoundProtocols(header: string | undefined): boolean {
  if (header === undefined) return true;
  const names = header.split(',').map((each) => each.trim());
  return names.every(isToken) && new Set(names).size === names.length;
}
