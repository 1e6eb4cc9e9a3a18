import { CreateRestApiCommand, APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { CreateApiMappingCommand, DeleteStageCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi, createDomain, createStage } = await startFixture();
afterAll(() => stack.stop());
const DomainName = 'api.example.com';
await createDomain(DomainName);
const { ApiId } = await createApi();
await createStage(ApiId, { StageName: 'prod' });
const create = (input: object) =>
  client.send(new CreateApiMappingCommand({ DomainName, ApiId, Stage: 'prod', ...input }));

it('maps the root, and paths of several levels', async () => {
  const root = await create({});
  expect(root.$metadata.httpStatusCode).toBe(201);
  expect(root).toMatchObject({ ApiId, ApiMappingKey: '', Stage: 'prod' });
  expect(root.ApiMappingId).toMatch(/^[a-z0-9]{6}$/);
  expect(await create({ ApiMappingKey: 'v1/orders' })).toMatchObject({
    ApiMappingKey: 'v1/orders',
  });
});

it('gives each path once', async () => {
  await create({ ApiMappingKey: 'once' });
  expect(await failureOf(create({ ApiMappingKey: 'once' }))).toEqual({
    name: 'ConflictException',
    message: 'ApiMapping key already exists for this domain name',
    status: 409,
  });
});

it.each(['/', '/a', 'a/', 'a//b', 'a b', 'ä', 'a'.repeat(301)])(
  'refuses the key %j',
  async (key) => {
    expect(await failureOf(create({ ApiMappingKey: key }))).toMatchObject({
      name: 'BadRequestException',
      message: "An ApiMapping key may contain only letters, numbers and one of $-_.+!*'(),",
    });
  },
);

it('wants an API and a stage of it, whichever kind it is', async () => {
  const { id } = await stack.client(APIGatewayClient).send(new CreateRestApiCommand({ name: 'r' }));
  for (const input of [{ Stage: 'absent' }, { ApiId: id }])
    expect(await failureOf(create(input))).toMatchObject({
      name: 'BadRequestException',
      message: 'Invalid stage identifier specified',
    });
  expect(await failureOf(create({ ApiId: 'absent' }))).toMatchObject({
    message: 'Invalid API identifier specified',
  });
  expect(await failureOf(create({ DomainName: 'absent.example.com' }))).toMatchObject({
    name: 'NotFoundException',
  });
});

it('keeps a stage that is mapped', async () => {
  await create({ ApiMappingKey: 'kept' });
  const gone = client.send(new DeleteStageCommand({ ApiId, StageName: 'prod' }));
  expect(await failureOf(gone)).toMatchObject({ name: 'BadRequestException' });
});
