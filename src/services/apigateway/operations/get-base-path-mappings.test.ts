import {
  CreateBasePathMappingCommand,
  GetBasePathMappingsCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { startRestFixture } from '../fixture.ts';

const { stack, client, createApi, createDomain, putMethod, deploy } = await startRestFixture();
afterAll(() => stack.stop());
const domainName = 'api.example.com';
await createDomain(domainName);
const { id: restApiId, root } = await createApi();
await putMethod(restApiId, root, 'GET');
await deploy(restApiId);

it('gives all, page by page', async () => {
  for (const basePath of ['a', 'b'])
    await client.send(new CreateBasePathMappingCommand({ domainName, restApiId, basePath }));
  const first = await client.send(new GetBasePathMappingsCommand({ domainName, limit: 1 }));
  const { position } = first;
  const rest = await client.send(
    new GetBasePathMappingsCommand({ domainName, limit: 1, position }),
  );
  const paths = [...(first.items ?? []), ...(rest.items ?? [])].map((each) => each.basePath);
  expect(paths.toSorted()).toEqual(['a', 'b']);
});
