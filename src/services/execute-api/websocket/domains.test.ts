import { CreateApiMappingCommand, UpdateApiCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { ask } from '../fixture.ts';
import { connectTo, refusalOf, startSocketFixture } from './fixture.ts';

const { addRoute, client, createDomain, createSocketApi, stack } = await startSocketFixture();
afterAll(() => stack.stop());
const DomainName = 'chat.example.com';
await createDomain(DomainName);
const ApiId = await createSocketApi();
await addRoute(ApiId, '$connect', {
  IntegrationType: 'MOCK',
  RequestTemplates: { $default: '{"statusCode":200}' },
});
for (const ApiMappingKey of ['', 'v1/rooms'])
  await client.send(
    new CreateApiMappingCommand({ DomainName, ApiId, Stage: 'test', ApiMappingKey }),
  );

it.each(['/', '/v1/rooms', '/v1/rooms/'])('answers handshakes at %s of a domain', async (path) => {
  const connected = await connectTo(stack, ApiId, { host: DomainName, path });
  connected.send('x');
  expect(await connected.next()).toContain('"Forbidden"');
  connected.socket.terminate();
});

it('answers @connections of a domain', async () => {
  const connected = await connectTo(stack, ApiId, { host: DomainName, path: '/' });
  connected.send('x');
  const { connectionId } = JSON.parse(await connected.next()) as { connectionId: string };
  const path = `/@connections/${encodeURIComponent(connectionId)}`;
  expect(await ask(stack, { host: DomainName, path, method: 'POST', body: 'hi' })).toMatchObject({
    status: 200,
  });
  expect(await connected.next()).toBe('hi');
  connected.socket.terminate();
});

it('is the only way in once the endpoint of the API is disabled', async () => {
  await client.send(new UpdateApiCommand({ ApiId, DisableExecuteApiEndpoint: true }));
  expect(await refusalOf(stack, ApiId)).toMatchObject({ status: 403 });
  (await connectTo(stack, ApiId, { host: DomainName, path: '/' })).socket.terminate();
});
