import { type ClientOptions, WebSocket } from 'ws';
import { expect, it } from 'vitest';
import { connectTo, startSocketFixture } from './fixture.ts';

const mock = {
  IntegrationType: 'MOCK' as const,
  RequestTemplates: { $default: '{"statusCode":200}' },
};

it('takes handshakes through TLS on the same port', async () => {
  const { addRoute, createSocketApi, stack } = await startSocketFixture();
  await using _stack = stack;
  const apiId = await createSocketApi();
  await addRoute(apiId, '$connect', mock);
  const host = `${apiId}.execute-api.us-east-1.amazonaws.com`;
  // `ws` hands its options on to TLS, whose `servername` its types do not know.
  const options: ClientOptions & { servername: string } = {
    headers: { host },
    servername: host,
    rejectUnauthorized: false,
  };
  const socket = new WebSocket(`wss://127.0.0.1:${stack.port}/test`, options);
  const answer = await new Promise<string>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', () => socket.send('x'));
    socket.on('message', (data: Buffer) => resolve(data.toString('utf8')));
  });
  expect(answer).toContain('"Forbidden"');
  socket.terminate();
});

it('sends its clients away when it stops, at once', async () => {
  const { addRoute, createSocketApi, stack } = await startSocketFixture();
  const apiId = await createSocketApi();
  await addRoute(apiId, '$disconnect', mock);
  const clients = await Promise.all(Array.from({ length: 5 }, () => connectTo(stack, apiId)));
  const startedAtMs = stack.clock.monotonicMs();
  await stack.stop();
  for (const { closed } of clients)
    expect(await closed).toEqual({ code: 1001, reason: 'Going away' });
  expect(stack.clock.monotonicMs() - startedAtMs).toBeLessThan(4000);
});

it('sends its clients away when its state is removed', async () => {
  const { addRoute, createSocketApi, stack } = await startSocketFixture();
  await using _stack = stack;
  const apiId = await createSocketApi();
  await addRoute(apiId, '$default', mock);
  const client = await connectTo(stack, apiId);
  await stack.reset();
  expect(await client.closed).toMatchObject({ code: 1001 });
});
