import {
  CreateAuthorizerCommand,
  DeleteAuthorizerCommand,
  DeleteMethodCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi, putMethod } = await startRestFixture();
afterAll(() => stack.stop());

it('refuses one that a method uses', async () => {
  const { id, root } = await createApi();
  const made = await client.send(
    new CreateAuthorizerCommand({
      restApiId: id,
      name: 'a',
      type: 'TOKEN',
      identitySource: 'method.request.header.X',
      authorizerUri: 'arn:aws:lambda:us-east-1:123456789012:function:auth',
    }),
  );
  await putMethod(id, root, 'GET', { authorizationType: 'CUSTOM', authorizerId: made.id });
  const remove = () =>
    client.send(new DeleteAuthorizerCommand({ restApiId: id, authorizerId: made.id }));
  expect(await failureOf(remove())).toMatchObject({ name: 'ConflictException' });
  await client.send(
    new DeleteMethodCommand({ restApiId: id, resourceId: root, httpMethod: 'GET' }),
  );
  await remove();
});
