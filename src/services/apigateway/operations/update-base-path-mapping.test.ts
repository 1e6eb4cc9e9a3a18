import {
  CreateBasePathMappingCommand,
  UpdateBasePathMappingCommand,
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
const create = (basePath: string) =>
  client.send(new CreateBasePathMappingCommand({ domainName, restApiId, basePath, stage: 'prod' }));
await create('a');
await create('b');
const replace = (basePath: string, path: string, value: string) =>
  client.send(
    new UpdateBasePathMappingCommand({
      domainName,
      basePath,
      patchOperations: [{ op: 'replace', path, value }],
    }),
  );

it('moves a mapping', async () => {
  expect(await replace('a', '/basePath', 'c')).toMatchObject({ basePath: 'c', stage: 'prod' });
  expect(await replace('c', '/basePath', '(none)')).toMatchObject({ basePath: '(none)' });
});

it.each([
  ['absent', '/basePath', 'x', 404],
  ['b', '/basePath', '(none)', 409],
  ['b', '/stage', 'absent', 400],
  ['b', '/restapiId', 'absent', 400],
  ['b', '/nonsense', 'x', 400],
])('refuses of %s to set %s to %s', async (basePath, path, value, status) => {
  expect(await failureOf(replace(basePath, path, value))).toMatchObject({ status });
});
