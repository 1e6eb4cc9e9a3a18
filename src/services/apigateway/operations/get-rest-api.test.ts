import { GetRestApiCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi } = await startRestFixture();
afterAll(() => stack.stop());

it('answers what was created, and 404 for what was not', async () => {
  const { id, root } = await createApi();
  expect(await client.send(new GetRestApiCommand({ restApiId: id }))).toMatchObject({
    id,
    name: 'test',
    rootResourceId: root,
  });
  expect(await failureOf(client.send(new GetRestApiCommand({ restApiId: 'absent' })))).toEqual({
    name: 'NotFoundException',
    message: `Invalid API identifier specified ${stack.account}:absent`,
    status: 404,
  });
});
