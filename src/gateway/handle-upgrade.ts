/** WebSocket handshakes: the data plane that the request is for takes the connection, or refuses it. */
import type { Socket } from 'node:net';
import type { PlaneResponse, UpgradeWire } from '../services/data-plane.ts';
import type { Gateway } from './gateway.ts';
import { hostOnly, route } from './hosts.ts';
import { writePlaneResponse } from './http1/write-plane-response.ts';
import { toPlaneHead } from './plane.ts';
import { parseRequestLine } from './request-line.ts';

/** Never throws: a handshake that fails ends its connection. */
export function handleUpgrade(gateway: Gateway, wire: UpgradeWire): void {
  const { message, socket } = wire;
  socket.on('error', () => socket.destroy());
  const respond = (response: PlaneResponse): void => {
    if (socket.destroyed) return;
    const date = new Date(gateway.clock.now()).toUTCString();
    const options = { method: message.method ?? 'GET', date, close: true };
    void Promise.resolve(writePlaneResponse(socket as Socket, response, options)).finally(() =>
      socket.end(),
    );
  };
  answer(gateway, wire).then(
    (response) => response && respond(response),
    (error: unknown) => {
      gateway.log.error('A WebSocket handshake failed', { code: 'ERR_UNEXPECTED', error });
      respond(refusal(500, 'Internal server error'));
    },
  );
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
