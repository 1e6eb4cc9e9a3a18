import {
  CreateBasePathMappingCommand,
  GetBasePathMappingCommand,
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

it('names the root (none)', async () => {
  await client.send(new CreateBasePathMappingCommand({ domainName, restApiId, stage: 'prod' }));
  const get = (basePath: string) =>
    client.send(new GetBasePathMappingCommand({ domainName, basePath }));
  expect(await get('(none)')).toMatchObject({ basePath: '(none)', restApiId, stage: 'prod' });
  expect(await failureOf(get('absent'))).toMatchObject({
    name: 'NotFoundException',
    message: 'Invalid base path mapping identifier specified',
  });
});
