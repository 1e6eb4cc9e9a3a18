import {
  CreateBasePathMappingCommand,
  DeleteRestApiCommand,
  DeleteStageCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi, createDomain, putMethod, deploy } = await startRestFixture();
afterAll(() => stack.stop());
const domainName = 'api.example.com';
await createDomain(domainName);
const { id: restApiId, root } = await createApi();
await putMethod(restApiId, root, 'GET');
await deploy(restApiId);
const create = (input: object) =>
  client.send(new CreateBasePathMappingCommand({ domainName, restApiId, stage: 'prod', ...input }));

it('maps the root and one level', async () => {
  const made = await create({});
  expect(made.$metadata.httpStatusCode).toBe(201);
  expect(made).toMatchObject({ basePath: '(none)', restApiId, stage: 'prod' });
  expect(await create({ basePath: 'v1', stage: '' })).not.toHaveProperty('stage');
});

it('gives each path once', async () => {
  await create({ basePath: 'once' });
  expect(await failureOf(create({ basePath: 'once' }))).toMatchObject({
    name: 'ConflictException',
    message: 'Base path already exists for this domain name',
  });
});

it.each([
  [{ restApiId: 'absent' }, 'Invalid REST API identifier specified'],
  [{ stage: 'absent' }, 'Invalid stage identifier specified'],
  [
    { basePath: 'a/b' },
    "API Gateway V1 doesn't support the slash character (/) in base path mappings. To create a multi-level base path mapping, use API Gateway V2.",
  ],
])('refuses %j', async (input, message) => {
  expect(await failureOf(create(input))).toEqual({
    name: 'BadRequestException',
    message,
    status: 400,
  });
});

it('keeps an API and a stage that are mapped', async () => {
  await create({ basePath: 'kept' });
  expect(await failureOf(client.send(new DeleteRestApiCommand({ restApiId })))).toMatchObject({
    message: `Deleting RestApi ${restApiId} failed. Please remove all base path mappings related to the RestApi in your domains: ${domainName}`,
  });
  const stage = client.send(new DeleteStageCommand({ restApiId, stageName: 'prod' }));
  expect(await failureOf(stage)).toMatchObject({ name: 'BadRequestException' });
});
