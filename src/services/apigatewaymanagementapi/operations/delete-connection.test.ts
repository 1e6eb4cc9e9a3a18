import {
  DeleteConnectionCommand,
  GetConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { afterAll, expect, it } from 'vitest';
import { failureOf } from '../../apigatewayv2/fixture.ts';
import { startManagementFixture } from '../fixture.ts';

const { connect, management, stack } = await startManagementFixture();
afterAll(() => stack.stop());

it('closes the connection with code 1000; from then on it is gone', async () => {
  const { client, connectionId: ConnectionId } = await connect();
  const answer = await management.send(new DeleteConnectionCommand({ ConnectionId }));
  expect(answer.$metadata.httpStatusCode).toBe(204);
  for (const command of [GetConnectionCommand, DeleteConnectionCommand])
    expect(await failureOf(management.send(new command({ ConnectionId })))).toMatchObject({
      name: 'GoneException',
      status: 410,
    });
  expect(await client.closed).toEqual({ code: 1000, reason: 'Connection Closed Normally' });
});
