import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateAuthorizerCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { startRestFixture } from '../../apigateway/fixture.ts';
import { startBackend } from '../fixture.ts';

const { stack, deployFunction, call } = await startRestFixture();
const client = stack.client(ApiGatewayV2Client);
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig' };
let asked = 0;
const issuer = await startBackend((request, response) => {
  asked += 1;
  const body = request.url?.includes('openid-configuration')
    ? { jwks_uri: `${issuer.url}/keys` }
    : { keys: [jwk] };
  response.end(JSON.stringify(body));
});
afterAll(async () => {
  await issuer[Symbol.asyncDispose]();
  await stack.stop();
});

const { ApiId = '' } = await client.send(new CreateApiCommand({ Name: 'a', ProtocolType: 'HTTP' }));
const { IntegrationId } = await client.send(
  new CreateIntegrationCommand({
    ApiId,
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: await deployFunction('who', 'return event.requestContext.authorizer ?? null'),
    PayloadFormatVersion: '2.0',
  }),
);
await client.send(new CreateStageCommand({ ApiId, StageName: '$default', AutoDeploy: true }));
const route = (path: string, members: object) =>
  client.send(
    new CreateRouteCommand({
      ApiId,
      RouteKey: `GET ${path}`,
      Target: `integrations/${IntegrationId}`,
      ...members,
    }),
  );

describe('JWT authorizers', async () => {
  const { AuthorizerId } = await client.send(
    new CreateAuthorizerCommand({
      ApiId,
      Name: 'jwt',
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: issuer.url, Audience: ['me'] },
    }),
  );
  await route('/jwt', { AuthorizationType: 'JWT', AuthorizerId });
  await route('/scoped', { AuthorizationType: 'JWT', AuthorizerId, AuthorizationScopes: ['read'] });
  const now = Math.floor(stack.clock.now() / 1000);
  const good = { iss: issuer.url, aud: 'me', exp: now + 600, iat: now - 1, sub: 'anna' };
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const token = (claims: object, header: object = { alg: 'RS256', kid: 'k1' }) => {
    const text = `${encode(header)}.${encode(claims)}`;
    return `${text}.${sign('sha256', Buffer.from(text), privateKey).toString('base64url')}`;
  };
  const get = (path: string, authorization?: string) =>
    call(ApiId, path, authorization === undefined ? {} : { headers: { authorization } });
  const none = `${encode({ alg: 'none', kid: 'k1' })}.${encode(good)}.`;
  const secret = `${encode({ alg: 'HS256', kid: 'k1' })}.${encode(good)}`;
  const shared = createHmac('sha256', publicKey.export({ format: 'pem', type: 'spki' }));
  const forged = `${secret}.${shared.update(secret).digest('base64url')}`;

  it('let a valid token in, with and without Bearer, and tell its claims', async () => {
    for (const text of [token(good), `Bearer ${token(good)}`]) {
      const answer = await get('/jwt', text);
      expect(answer.status).toBe(200);
      expect(JSON.parse(answer.body)).toMatchObject({
        jwt: { claims: { sub: 'anna', aud: 'me', exp: String(now + 600) }, scopes: null },
      });
    }
    expect(asked).toBe(2);
  });

  it.each([
    ['no token', undefined],
    ['no JWT', 'nonsense'],
    ['another issuer', token({ ...good, iss: 'https://other.example' })],
    ['another audience', token({ ...good, aud: ['you'] })],
    ['an expired one', token({ ...good, exp: now - 1 })],
    ['one without exp', token({ ...good, exp: undefined })],
    ['one of the future', token({ ...good, nbf: now + 600 })],
    ['an unknown key', token(good, { alg: 'RS256', kid: 'other' })],
    ['no key id', token(good, { alg: 'RS256' })],
    ['changed claims', token(good).replace(/\.[^.]+\./, `.${encode({ ...good, sub: 'eve' })}.`)],
    ['the algorithm none', none],
    ['the public key as a secret', forged],
  ])('answer 401 for %s', async (_what, authorization) => {
    expect(await get('/jwt', authorization)).toMatchObject({
      status: 401,
      body: '{"message":"Unauthorized"}',
    });
  });

  it('want one of the scopes of the route', async () => {
    expect(await get('/scoped', token({ ...good, scope: 'write' }))).toMatchObject({
      status: 403,
      body: '{"message":"Forbidden"}',
    });
    const answer = await get('/scoped', token({ ...good, scp: ['write', 'read'] }));
    expect(JSON.parse(answer.body)).toMatchObject({ jwt: { scopes: ['write', 'read'] } });
  });
});

describe('Lambda authorizers', async () => {
  const AuthorizerUri = await deployFunction(
    'http-authorizer',
    `globalThis.calls = (globalThis.calls ?? 0) + 1;
     const token = (event.identitySource ?? [])[0];
     if (token === 'unauthorized') throw new Error('Unauthorized');
     if (token === 'crash') throw new Error('crash');
     if (token === 'malformed') return 'x';
     if (event.version === '1.0') return { principalId: 'p', context: { n: calls },
       policyDocument: { Statement: [{ Action: '*', Effect: event.headers.token === 'deny' ? 'Deny' : 'Allow', Resource: event.methodArn }] } };
     return { isAuthorized: token === 'yes', context: { n: calls, key: event.routeKey, type: event.type } };`,
  );
  const authorizer = async (members: object) =>
    (
      await client.send(
        new CreateAuthorizerCommand({
          ApiId,
          Name: 'l',
          AuthorizerType: 'REQUEST',
          IdentitySource: ['$request.header.token'],
          AuthorizerUri,
          AuthorizerPayloadFormatVersion: '2.0',
          EnableSimpleResponses: true,
          ...members,
        }),
      )
    ).AuthorizerId;
  await route('/simple', { AuthorizationType: 'CUSTOM', AuthorizerId: await authorizer({}) });
  await route('/cached', {
    AuthorizationType: 'CUSTOM',
    AuthorizerId: await authorizer({ AuthorizerResultTtlInSeconds: 60 }),
  });
  const old = { AuthorizerPayloadFormatVersion: '1.0', EnableSimpleResponses: false };
  await route('/policy', { AuthorizationType: 'CUSTOM', AuthorizerId: await authorizer(old) });
  const get = (path: string, token?: string) =>
    call(ApiId, path, token === undefined ? {} : { headers: { token } });

  it('pass their context on', async () => {
    expect(JSON.parse((await get('/simple', 'yes')).body)).toMatchObject({
      lambda: { key: 'GET /simple', type: 'REQUEST' },
    });
    expect(JSON.parse((await get('/policy', 'x')).body)).toMatchObject({
      lambda: { principalId: 'p' },
    });
  });

  it.each([
    ['/simple', undefined, 401],
    ['/simple', 'no', 403],
    ['/simple', 'unauthorized', 401],
    ['/simple', 'crash', 500],
    ['/simple', 'malformed', 500],
    ['/policy', 'deny', 403],
  ])('answer %s with %s: %i', async (path, token, status) => {
    expect(await get(path, token)).toMatchObject({ status });
  });

  it('are asked once per identity while the answer lasts', async () => {
    const first = (await get('/cached', 'yes')).body;
    expect((await get('/cached', 'yes')).body).toBe(first);
    await stack.clock.advance(61_000);
    expect((await get('/cached', 'yes')).body).not.toBe(first);
  });
});
