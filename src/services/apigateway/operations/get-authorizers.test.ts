import { CreateAuthorizerCommand, GetAuthorizersCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { startRestFixture } from '../fixture.ts';

const { stack, client, createApi } = await startRestFixture();
afterAll(() => stack.stop());

it('lists them', async () => {
  const { id } = await createApi();
  const made = await client.send(
    new CreateAuthorizerCommand({
      restApiId: id,
      name: 'a',
      type: 'REQUEST',
      identitySource: 'method.request.header.X',
      authorizerUri: 'arn:aws:lambda:us-east-1:123456789012:function:auth',
    }),
  );
  const { items } = await client.send(new GetAuthorizersCommand({ restApiId: id }));
  expect(items).toMatchObject([{ id: made.id, type: 'REQUEST' }]);
});
