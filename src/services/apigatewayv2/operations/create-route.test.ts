import { CreateRouteCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi, createIntegration, createRoute } = await startFixture();
afterAll(() => stack.stop());
const { ApiId } = await createApi();
const refusal = (input: object) =>
  failureOf(client.send(new CreateRouteCommand({ ApiId, RouteKey: 'GET /x', ...input })));

it("answers 201 with AWS's defaults", async () => {
  const Target = `integrations/${await createIntegration(ApiId)}`;
  const route = await client.send(
    new CreateRouteCommand({ ApiId, RouteKey: 'GET /users/{id}', Target }),
  );
  expect(route.$metadata.httpStatusCode).toBe(201);
  expect(route).toMatchObject({
    ApiKeyRequired: false,
    AuthorizationType: 'NONE',
    RouteKey: 'GET /users/{id}',
    Target,
  });
  expect(route.RouteId).toMatch(/^[a-z0-9]{7}$/);
});

it('refuses a key that is there, or that differs only in the names of variables', async () => {
  await createRoute(ApiId, 'GET /pets/{id}');
  expect(await refusal({ RouteKey: 'GET /pets/{id}' })).toEqual({
    name: 'ConflictException',
    message: 'Route with key GET /pets/{id} already exists for this API',
    status: 409,
  });
  expect(await refusal({ RouteKey: 'GET /pets/{petId}' })).toEqual({
    name: 'ConflictException',
    message:
      'The provided route key "GET /pets/{petId}" has a conflicting variable on the same hierarchical level as "GET /pets/{id}"',
    status: 409,
  });
  await createRoute(ApiId, 'POST /pets/{petId}');
});

it.each([
  [
    { RouteKey: 'POST/augur' },
    'The provided route key is not formatted properly for HTTP protocol. Format should be "[HTTP METHOD] /[RESOURCE PATH]" or "$default"',
  ],
  [
    { Target: 'abc' },
    'Unexpected or malformed target in route. Correct format should be integrations/<integration_id>.',
  ],
  [{ ApiKeyRequired: true }, 'ApiKeyRequired is not currently supported for HTTP APIs.'],
  [
    { AuthorizationType: 'JWT' },
    'Setting the authorization type to JWT requires a valid JWT authorizer.',
  ],
  [
    { AuthorizationScopes: ['a'] },
    'Authorization Scopes are only valid for COGNITO_USER_POOLS and JWT authorization type',
  ],
])('refuses %j', async (input, message) => {
  expect(await refusal(input)).toEqual({ name: 'BadRequestException', message, status: 400 });
});

it('refuses an integration that is not there', async () => {
  expect(await refusal({ Target: 'integrations/absent' })).toMatchObject({
    name: 'NotFoundException',
    status: 404,
  });
});

it('lets one of many win who create the same route at once', async () => {
  const api = await createApi();
  const tries = await Promise.allSettled(
    Array.from({ length: 10 }, () => createRoute(api.ApiId, 'GET /once')),
  );
  expect(tries.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
});
