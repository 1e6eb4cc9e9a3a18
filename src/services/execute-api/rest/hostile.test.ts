/** What an API's author or its caller may do to hurt others: bounded time, bounded memory, a clear error. */
import {
  CreateAuthorizerCommand,
  CreateModelCommand,
  CreateRequestValidatorCommand,
  PutIntegrationResponseCommand,
  PutMethodResponseCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { startRestFixture } from '../../apigateway/fixture.ts';

const {
  stack,
  client,
  createApi,
  createResource,
  putMethod,
  putResponse,
  deploy,
  deployFunction,
  call,
} = await startRestFixture();
afterAll(() => stack.stop());

/** Takes a backtracking engine longer than the universe has been there. */
const CATASTROPHE = '(a+)+b';
const VICTIM = 'a'.repeat(5000);
const uri = await deployFunction('victim', `throw new Error('${VICTIM}');`);

it('matches selection patterns in linear time', async () => {
  const { id, root } = await createApi();
  await putMethod(id, root, 'GET', {}, { type: 'AWS', integrationHttpMethod: 'POST', uri });
  await putResponse(id, root, 'GET');
  const ref = { restApiId: id, resourceId: root, httpMethod: 'GET', statusCode: '400' };
  await client.send(new PutMethodResponseCommand(ref));
  await client.send(new PutIntegrationResponseCommand({ ...ref, selectionPattern: CATASTROPHE }));
  await deploy(id);
  // The pattern does not match, so the default answers.
  expect(await call(id, '/prod')).toMatchObject({ status: 200 });
});

it('matches tokens of authorizers in linear time', async () => {
  const { id, root } = await createApi();
  const { id: authorizerId } = await client.send(
    new CreateAuthorizerCommand({
      restApiId: id,
      name: 'a',
      type: 'TOKEN',
      authorizerUri: uri,
      identitySource: 'method.request.header.token',
      identityValidationExpression: CATASTROPHE,
    }),
  );
  await putMethod(id, root, 'GET', { authorizationType: 'CUSTOM', authorizerId });
  await deploy(id);
  expect(await call(id, '/prod', { headers: { token: VICTIM } })).toMatchObject({ status: 401 });
});

it('checks models whose patterns explode, and models that are nothing but themselves', async () => {
  const { id, root } = await createApi();
  const { id: requestValidatorId } = await client.send(
    new CreateRequestValidatorCommand({ restApiId: id, name: 'v', validateRequestBody: true }),
  );
  const schemas = {
    Slow: { type: 'string', pattern: `^${CATASTROPHE}$` },
    Loop: { $ref: `https://apigateway.amazonaws.com/restapis/${id}/models/Loop` },
  };
  for (const [name, schema] of Object.entries(schemas)) {
    const contentType = 'application/json';
    await client.send(
      new CreateModelCommand({ restApiId: id, name, contentType, schema: JSON.stringify(schema) }),
    );
    const resource = await createResource(id, root, name);
    const requestModels = { [contentType]: name };
    await putMethod(id, resource, 'POST', { requestModels, requestValidatorId });
    await putResponse(id, resource, 'POST');
  }
  await deploy(id);
  const post = (path: string) => call(id, path, { method: 'POST', body: JSON.stringify(VICTIM) });
  expect(await post('/prod/Slow')).toMatchObject({ status: 400 });
  expect((await post('/prod/Loop')).status).toBeGreaterThanOrEqual(400);
});

it.each([
  ['doubles a text', `#set($s = "xxxxxxxx")#foreach($i in [1..60])#set($s = "$s$s")#end$s`],
  ['never ends', `#macro(m)#m()#end#m()`],
  ['loops in loops', '#foreach($a in [1..999])'.repeat(4) + 'x' + '#end'.repeat(4)],
  ['splits by a catastrophe', `$input.body.matches("${CATASTROPHE}")`],
])('stops a template that %s', async (_what, template) => {
  const { id, root } = await createApi();
  await putMethod(id, root, 'POST');
  await putResponse(id, root, 'POST', { 'application/json': template });
  await deploy(id);
  const answer = await call(id, '/prod', { method: 'POST', body: VICTIM });
  expect([200, 500]).toContain(answer.status);
  expect(answer.body.length).toBeLessThan(1000);
});

it('takes a body of very many members', async () => {
  const { id, root } = await createApi();
  await putMethod(
    id,
    root,
    'POST',
    {},
    { requestTemplates: { 'application/json': `{"statusCode":200,"n":$input.path('$').size()}` } },
  );
  await putResponse(id, root, 'POST', { 'application/json': 'done' });
  await deploy(id);
  const members = Array.from({ length: 200_000 }, (_, i) => `"k${i}":${i}`);
  const body = `{"__proto__":{"a":1},"constructor":{},${members.join(',')}}`;
  expect(await call(id, '/prod', { method: 'POST', body })).toMatchObject({
    status: 200,
    body: 'done',
  });
});

it('lets no mapping write the framing of a response, or split it', async () => {
  const { id, root } = await createApi();
  await putMethod(id, root, 'POST');
  await putResponse(id, root, 'POST', {
    'application/json': `#set($h = $context.responseOverride.header)
#set($h.Content-Length = "1")#set($h.Transfer-Encoding = "chunked")#set($h.Connection = "upgrade")
#set($h.X-Split = $input.params('split'))#set($h.X-Good = "yes")whole`,
  });
  await deploy(id);
  const answer = await call(id, '/prod?split=a%0d%0aX-Evil:%20b', { method: 'POST', body: '{}' });
  expect(answer).toMatchObject({ status: 200 });
  expect(answer.body).toContain('whole');
  expect(answer.headers['x-good']).toBe('yes');
  for (const name of ['transfer-encoding', 'x-split', 'x-evil'])
    expect(answer.headers[name]).toBeUndefined();
  const names = answer.rawHeaders.filter((_, i) => i % 2 === 0).map((each) => each.toLowerCase());
  expect(names.filter((each) => each === 'content-length')).toHaveLength(1);
});

it('refuses headers beyond what AWS takes', async () => {
  const { id, root } = await createApi();
  await putMethod(id, root, 'GET');
  await deploy(id);
  const headers = { large: 'x'.repeat(11_000) };
  expect(await call(id, '/prod', { headers })).toMatchObject({ status: 413 });
});
