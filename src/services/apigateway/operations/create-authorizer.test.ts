import { CreateAuthorizerCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi } = await startRestFixture();
afterAll(() => stack.stop());

const authorizerUri =
  'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:auth/invocations';
const identitySource = 'method.request.header.Authorization';

it("answers 201 with AWS's defaults", async () => {
  const { id } = await createApi();
  const made = await client.send(
    new CreateAuthorizerCommand({
      restApiId: id,
      name: 'a',
      type: 'TOKEN',
      authorizerUri,
      identitySource,
    }),
  );
  expect(made.$metadata.httpStatusCode).toBe(201);
  expect(made).toMatchObject({ authType: 'custom', authorizerResultTtlInSeconds: 300 });
});

it.each([
  [{ type: 'COGNITO_USER_POOLS' as const }, 'NotImplemented'],
  [{ identitySource: '' }, 'BadRequestException'],
  [{ identitySource: 'nonsense' }, 'BadRequestException'],
  [{ authorizerUri: 'nonsense' }, 'BadRequestException'],
  [{ authorizerResultTtlInSeconds: 3601 }, 'BadRequestException'],
])('refuses %j', async (members, name) => {
  const { id } = await createApi();
  const create = new CreateAuthorizerCommand({
    restApiId: id,
    name: 'a',
    type: 'TOKEN',
    authorizerUri,
    identitySource,
    ...members,
  });
  expect(await failureOf(client.send(create))).toMatchObject({ name });
});
