import { CreateAuthorizerCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, FUNCTION_ARN, startFixture } from '../fixture.ts';

const { stack, client, createApi } = await startFixture();
afterAll(() => stack.stop());

const jwt = {
  Name: 'a',
  AuthorizerType: 'JWT' as const,
  IdentitySource: ['$request.header.Authorization'],
  JwtConfiguration: { Issuer: 'https://issuer.example', Audience: ['me'] },
};
const request = {
  Name: 'a',
  AuthorizerType: 'REQUEST' as const,
  IdentitySource: ['$request.header.Authorization'],
  JwtConfiguration: undefined,
  AuthorizerUri: FUNCTION_ARN,
  AuthorizerPayloadFormatVersion: '2.0',
};

it('answers 201', async () => {
  const { ApiId } = await createApi();
  const made = await client.send(new CreateAuthorizerCommand({ ...jwt, ApiId }));
  expect(made.$metadata.httpStatusCode).toBe(201);
  expect(made).toMatchObject(jwt);
  await client.send(new CreateAuthorizerCommand({ ...request, ApiId }));
});

it.each([
  { ...jwt, IdentitySource: [] },
  { ...jwt, IdentitySource: ['nonsense'] },
  { ...jwt, JwtConfiguration: { Issuer: 'nonsense', Audience: ['me'] } },
  { ...jwt, JwtConfiguration: { Issuer: 'https://issuer.example' } },
  { ...request, AuthorizerPayloadFormatVersion: '3.0' },
  { ...request, AuthorizerPayloadFormatVersion: '1.0', EnableSimpleResponses: true },
  { ...request, AuthorizerUri: 'nonsense' },
  { ...request, AuthorizerResultTtlInSeconds: 60, IdentitySource: [] },
])('refuses %j', async (input) => {
  const { ApiId } = await createApi();
  const create = client.send(new CreateAuthorizerCommand({ ...input, ApiId }));
  expect(await failureOf(create)).toMatchObject({ name: 'BadRequestException' });
});
