import { CreateAuthorizerCommand, UpdateAuthorizerCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi } = await startRestFixture();
afterAll(() => stack.stop());

it('patches its members', async () => {
  const { id } = await createApi();
  const made = await client.send(
    new CreateAuthorizerCommand({
      restApiId: id,
      name: 'a',
      type: 'TOKEN',
      identitySource: 'method.request.header.X',
      authorizerUri: 'arn:aws:lambda:us-east-1:123456789012:function:auth',
    }),
  );
  const update = (path: string, value: string) =>
    client.send(
      new UpdateAuthorizerCommand({
        restApiId: id,
        authorizerId: made.id,
        patchOperations: [{ op: 'replace', path, value }],
      }),
    );
  expect(await update('/authorizerResultTtlInSeconds', '0')).toMatchObject({
    authorizerResultTtlInSeconds: 0,
  });
  expect(await failureOf(update('/identitySource', ''))).toMatchObject({ status: 400 });
});
