import { CreateRestApiCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi } = await startRestFixture();
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

it('refuses an empty name, and what is not built', async () => {
  expect(await failureOf(createApi({ name: '' }))).toMatchObject({ name: 'BadRequestException' });
  expect(await failureOf(createApi({ policy: '{' }))).toMatchObject({
    name: 'BadRequestException',
  });
  expect(await failureOf(createApi({ cloneFrom: 'x' }))).toMatchObject({ status: 501 });
});
