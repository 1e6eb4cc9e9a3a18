import {
  CreateBasePathMappingCommand,
  DeleteBasePathMappingCommand,
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

it('takes a mapping away, once', async () => {
  await client.send(new CreateBasePathMappingCommand({ domainName, restApiId }));
  const remove = () =>
    client.send(new DeleteBasePathMappingCommand({ domainName, basePath: '(none)' }));
  expect((await remove()).$metadata.httpStatusCode).toBe(202);
  expect(await failureOf(remove())).toMatchObject({ name: 'NotFoundException' });
});
