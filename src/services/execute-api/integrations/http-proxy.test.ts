import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { CreateApiCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { startFixture } from '../../apigatewayv2/fixture.ts';
import { ask } from '../fixture.ts';

const { stack, client } = await startFixture();
afterAll(() => stack.stop());

/** A backend that counts connections, and an API in front of it. */
async function startCounted(
  listener: RequestListener,
): Promise<{ sockets: Socket[]; get: (method?: string) => Promise<number> }> {
  const sockets: Socket[] = [];
  const server = createServer(listener).on('connection', (socket: Socket) => sockets.push(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const Target = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { ApiId } = await client.send(
    new CreateApiCommand({ Name: 'p', ProtocolType: 'HTTP', Target }),
  );
  const host = `${ApiId}.execute-api.localhost`;
  return {
    sockets,
    get: async (method) => (await ask(stack, { path: '/', host, method: method ?? 'GET' })).status,
  };
}

it('uses a connection again', async () => {
  const { sockets, get } = await startCounted((_request, response) => response.end('ok'));
  expect([await get(), await get(), await get()]).toEqual([200, 200, 200]);
  expect(sockets).toHaveLength(1);
});

it('asks again when the backend hangs up on a connection that was idle', async () => {
  let isFirst = true;
  const { get, sockets } = await startCounted((request, response) => {
    const hangsUp = !isFirst && request.socket === sockets[0];
    isFirst = false;
    if (hangsUp) request.socket.destroy();
    else response.end('ok');
  });
  expect(await get()).toBe(200);
  expect(await get()).toBe(200);
  expect(sockets).toHaveLength(2);
});

it('never repeats what is not idempotent', async () => {
  let count = 0;
  const { get } = await startCounted((request, response) => {
    if (++count === 1) response.end('ok');
    else request.socket.destroy();
  });
  expect(await get('POST')).toBe(200);
  expect(await get('POST')).toBe(503);
  expect(count).toBe(2);
});
