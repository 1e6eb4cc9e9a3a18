import {
  GetConnectionCommand,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { afterAll, expect, it } from 'vitest';
import { failureOf } from '../../apigatewayv2/fixture.ts';
import { startManagementFixture } from '../fixture.ts';

const { connect, management, stack } = await startManagementFixture();
afterAll(() => stack.stop());

it('tells since when a client is connected, and when it was last active', async () => {
  const { client, connectionId: ConnectionId } = await connect();
  const before = await management.send(new GetConnectionCommand({ ConnectionId }));
  expect(before).toMatchObject({ Identity: { SourceIp: '127.0.0.1', UserAgent: 'tester' } });
  await stack.clock.advance(60_000);
  await management.send(new PostToConnectionCommand({ ConnectionId, Data: 'x' }));
  const after = await management.send(new GetConnectionCommand({ ConnectionId }));
  expect(after.ConnectedAt).toEqual(before.ConnectedAt);
  const idleMs = after.LastActiveAt!.getTime() - before.LastActiveAt!.getTime();
  expect(idleMs).toBeGreaterThanOrEqual(59_000);
  client.socket.terminate();
});

it('answers 410 for a client that is not there', async () => {
  const call = management.send(new GetConnectionCommand({ ConnectionId: 'AAAAAAAAAAAAAAA=' }));
  expect(await failureOf(call)).toMatchObject({ name: 'GoneException', status: 410 });
});
