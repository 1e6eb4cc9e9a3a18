import { PutMethodCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi } = await startRestFixture();
afterAll(() => stack.stop());

it('answers 201, and 409 for a second one', async () => {
  const { id, root } = await createApi();
  const put = () =>
    client.send(
      new PutMethodCommand({
        restApiId: id,
        resourceId: root,
        httpMethod: 'GET',
        authorizationType: 'NONE',
        requestParameters: { 'method.request.querystring.q': true },
      }),
    );
  const made = await put();
  expect(made.$metadata.httpStatusCode).toBe(201);
  expect(made).toMatchObject({
    httpMethod: 'GET',
    authorizationType: 'NONE',
    apiKeyRequired: false,
  });
  expect(await failureOf(put())).toEqual({
    name: 'ConflictException',
    message: 'Method already exists for this resource',
    status: 409,
  });
});

it.each([
  [{ httpMethod: 'BREW' }, 'BadRequestException'],
  [{ authorizationType: 'MAGIC' }, 'BadRequestException'],
  [{ authorizationType: 'CUSTOM' }, 'BadRequestException'],
  [{ authorizationType: 'COGNITO_USER_POOLS' }, 'NotImplemented'],
  [{ requestValidatorId: 'absent' }, 'BadRequestException'],
  [{ requestModels: { 'application/json': 'Absent' } }, 'BadRequestException'],
  [{ requestParameters: { 'request.header.x': true } }, 'BadRequestException'],
])('refuses %j', async (members, name) => {
  const { id, root } = await createApi();
  const put = new PutMethodCommand({
    restApiId: id,
    resourceId: root,
    httpMethod: 'GET',
    authorizationType: 'NONE',
    ...members,
  });
  expect(await failureOf(client.send(put))).toMatchObject({ name });
});
