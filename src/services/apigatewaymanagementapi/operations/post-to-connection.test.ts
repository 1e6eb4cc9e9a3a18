import {
  type ApiGatewayManagementApiClient,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { afterAll, expect, it } from 'vitest';
import { ask } from '../../execute-api/fixture.ts';
import { failureOf } from '../../apigatewayv2/fixture.ts';
import { startManagementFixture } from '../fixture.ts';

const { apiId, connect, createSocketApi, addRoute, management, managementAt, stack } =
  await startManagementFixture();
afterAll(() => stack.stop());

const post = (client: ApiGatewayManagementApiClient, ConnectionId: string, Data: string | Buffer) =>
  client.send(new PostToConnectionCommand({ ConnectionId, Data }));

it.each([`/_aws/execute-api/${apiId}/test`, '/test', ''])(
  'sends a text to the client, at the endpoint %s',
  async (path) => {
    const { client, connectionId } = await connect();
    const answer = await post(managementAt(path), connectionId, 'hëllo');
    expect(answer.$metadata.httpStatusCode).toBe(200);
    expect(await client.next()).toBe('hëllo');
    client.socket.terminate();
  },
);

it.each([`${apiId}.execute-api.us-east-1.amazonaws.com`, `${apiId}.execute-api.localhost:4566`])(
  'answers under the host %s',
  async (host) => {
    const { client, connectionId } = await connect();
    const path = `/test/@connections/${encodeURIComponent(connectionId)}`;
    expect(await ask(stack, { host, path, method: 'POST', body: 'hi' })).toMatchObject({
      status: 200,
    });
    expect(await client.next()).toBe('hi');
    client.socket.terminate();
  },
);

it('answers requests without a signature in the path form', async () => {
  const { client, connectionId } = await connect();
  const path = `/_aws/execute-api/${apiId}/test/@connections/${encodeURIComponent(connectionId)}`;
  expect(await ask(stack, { path, method: 'POST', body: 'hi' })).toMatchObject({ status: 200 });
  expect(await client.next()).toBe('hi');
  client.socket.terminate();
});

it('answers 410 for a client that is gone', async () => {
  const { client, connectionId } = await connect();
  client.socket.close();
  await client.closed;
  const gone = { name: 'GoneException', status: 410 };
  await expect.poll(() => failureOf(post(management, connectionId, 'x'))).toMatchObject(gone);
  expect(await failureOf(post(management, 'AAAAAAAAAAAAAAA=', 'x'))).toMatchObject(gone);
});

it('answers 410 for a connection of another API or another stage', async () => {
  const other = await createSocketApi();
  await addRoute(other, '$default', { IntegrationType: 'MOCK' });
  const { client, connectionId } = await connect();
  for (const path of [`/_aws/execute-api/${other}/test`, `/_aws/execute-api/${apiId}/prod`])
    expect(await failureOf(post(managementAt(path), connectionId, 'x'))).toMatchObject({
      status: 410,
    });
  client.socket.terminate();
});

it('answers 403 to another account', async () => {
  const { client, connectionId } = await connect();
  const credentials = { accessKeyId: '999999999999', secretAccessKey: 'x' };
  const foreign = managementAt(`/_aws/execute-api/${apiId}/test`, { credentials });
  expect(await failureOf(post(foreign, connectionId, 'x'))).toMatchObject({
    name: 'ForbiddenException',
    status: 403,
  });
  client.socket.terminate();
});

it('answers 400 for what cannot be an id', async () => {
  expect(await failureOf(post(management, '../x', 'x'))).toEqual({
    name: 'BadRequestException',
    message: 'Invalid connectionId: ../x',
    status: 400,
  });
});

it('takes 128 KB, and answers 413 for more', async () => {
  const { client, connectionId } = await connect();
  await post(management, connectionId, 'a'.repeat(131_072));
  expect((await client.next()).length).toBe(131_072);
  expect(await failureOf(post(management, connectionId, 'a'.repeat(131_073)))).toMatchObject({
    name: 'PayloadTooLargeException',
    status: 413,
  });
  client.socket.terminate();
});

it('replaces bytes that are no text, which would end the connection', async () => {
  const { client, connectionId } = await connect();
  await post(management, connectionId, Buffer.from([0x61, 0xff, 0x62]));
  expect(await client.next()).toBe('a\ufffdb');
  client.socket.terminate();
});

it('answers 429 for a client that does not read, and keeps its memory bounded', async () => {
  const { client, connectionId } = await connect();
  client.socket.pause();
  const fill = async (): Promise<string> => {
    for (let n = 0; n < 400; n++) {
      const sent = post(management, connectionId, 'a'.repeat(131_072));
      const failure = await sent.then(
        () => undefined,
        (error: Error) => error.name,
      );
      if (failure !== undefined) return failure;
    }
    return 'none';
  };
  expect(await fill()).toBe('LimitExceededException');
  client.socket.terminate();
});
