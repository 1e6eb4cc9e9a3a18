import { CreateRestApiCommand, GetResourcesCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi, createResource, putMethod, putResponse, deploy, call } =
  await startRestFixture();
afterAll(() => stack.stop());

it("answers 201 with AWS's defaults", async () => {
  const api = await client.send(new CreateRestApiCommand({ name: 'my-api', description: 'd' }));
  expect(api.$metadata.httpStatusCode).toBe(201);
  expect(api).toMatchObject({
    name: 'my-api',
    description: 'd',
    apiKeySource: 'HEADER',
    disableExecuteApiEndpoint: false,
    endpointConfiguration: { types: ['EDGE'] },
  });
  expect(api.id).toMatch(/^[a-z0-9]{10}$/);
  expect(api.createdDate).toBeInstanceOf(Date);
});

it('takes a fixed id from the tag _custom_id_, once', async () => {
  const tags = { _custom_id_: 'my-shop' };
  expect(await createApi({ tags })).toMatchObject({ id: 'my-shop', tags });
  expect(await failureOf(createApi({ tags }))).toMatchObject({ name: 'ConflictException' });
  expect(await failureOf(createApi({ tags: { _custom_id_: '../x' } }))).toMatchObject({
    name: 'BadRequestException',
  });
});

it('refuses an empty name, a broken policy, and a clone of nothing', async () => {
  expect(await failureOf(createApi({ name: '' }))).toMatchObject({ name: 'BadRequestException' });
  expect(await failureOf(createApi({ policy: '{' }))).toMatchObject({
    name: 'BadRequestException',
  });
  expect(await failureOf(createApi({ cloneFrom: 'x' }))).toMatchObject({ status: 404 });
});

it('clones an API with all its parts, which then go their own way', async () => {
  const source = await createApi({ binaryMediaTypes: ['image/png'] });
  const users = await createResource(source.id, source.root, 'users');
  for (const resource of [source.root, users]) {
    await putMethod(source.id, resource, 'GET');
    await putResponse(source.id, resource, 'GET', { 'application/json': '"$context.apiId"' });
  }
  const clone = await createApi({ name: 'clone', cloneFrom: source.id });
  expect(clone).toMatchObject({ name: 'clone', binaryMediaTypes: ['image/png'] });
  expect(clone.root).not.toBe(source.root);
  await deploy(clone.id);
  for (const path of ['/prod', '/prod/users'])
    expect((await call(clone.id, path)).body).toBe(`"${clone.id}"`);
  await createResource(clone.id, users, 'more');
  expect((await client.send(new GetResourcesCommand({ restApiId: source.id }))).items).toHaveLength(
    2,
  );
});
