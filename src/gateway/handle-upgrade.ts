/** WebSocket handshakes: the data plane that the request is for takes the connection, or refuses it. */
import type { Socket } from 'node:net';
import type { PlaneResponse, UpgradeWire } from '../services/data-plane.ts';
import type { Gateway } from './gateway.ts';
import { hostOnly, route } from './hosts.ts';
import { writePlaneResponse } from './http1/write-plane-response.ts';
import { toPlaneHead } from './plane.ts';
import { wallClockMs } from '../platform/real-time.ts';
import { parseRequestLine } from './request-line.ts';

/** Never rejects: a handshake that fails ends its connection. */
export async function handleUpgrade(gateway: Gateway, wire: UpgradeWire): Promise<void> {
  const { message, socket } = wire;
  socket.on('error', () => socket.destroy());
  try {
    const response = await answer(gateway, wire);
    if (!response || socket.destroyed) return;
    const date = new Date(wallClockMs()).toUTCString();
    const options = { method: message.method ?? 'GET', date, close: true };
    await writePlaneResponse(socket as Socket, response, options);
    socket.end();
  } catch (error) {
    gateway.log.error('A WebSocket handshake failed', { code: 'ERR_UNEXPECTED', error });
    socket.destroy();
  }
}

/** @returns undefined once the connection is a data plane's */
async function answer(gateway: Gateway, wire: UpgradeWire): Promise<PlaneResponse | undefined> {
  const { message, socket } = wire;
  const { headers } = message;
  // Its bytes would be taken for frames, or for a second request by whoever stands before us.
  if (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) !== 0)
    return refusal(400, 'A handshake has no body.');
  const line = parseRequestLine(message.method ?? 'GET', message.url ?? '/');
  const address = { host: hostOnly(headers.host), path: line.path };
  const destination = route(address, gateway.dataPlanes);
  if (destination.kind !== 'data-plane')
    return refusal(400, 'There is no WebSocket API at this address.');
  const gone = new AbortController();
  socket.once('close', () => gone.abort());
  const request = { ...toPlaneHead(message, line, gone.signal), body: Buffer.alloc(0) };
  const { target } = destination;
  return target.upgrade ? target.upgrade(request, wire) : target.handle(request);
}

function refusal(status: number, message: string): PlaneResponse {
  const headers = ['content-type', 'application/json'];
  return { status, headers, body: JSON.stringify({ message }) };
}
