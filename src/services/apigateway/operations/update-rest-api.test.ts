import { UpdateRestApiCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi } = await startRestFixture();
afterAll(() => stack.stop());

it('patches members, lists and tags', async () => {
  const { id } = await createApi();
  const updated = await client.send(
    new UpdateRestApiCommand({
      restApiId: id,
      patchOperations: [
        { op: 'replace', path: '/name', value: 'new' },
        { op: 'add', path: '/binaryMediaTypes/image~1png' },
        { op: 'replace', path: '/minimumCompressionSize', value: '1024' },
        { op: 'replace', path: '/apiKeySource', value: 'AUTHORIZER' },
        { op: 'replace', path: '/endpointConfiguration/types/EDGE', value: 'REGIONAL' },
      ],
    }),
  );
  expect(updated).toMatchObject({
    name: 'new',
    binaryMediaTypes: ['image/png'],
    minimumCompressionSize: 1024,
    apiKeySource: 'AUTHORIZER',
    endpointConfiguration: { types: ['REGIONAL'] },
  });
});

it.each([
  [{ op: 'replace' as const, path: '/nonsense', value: 'x' }],
  [{ op: 'add' as const, path: '/name', value: 'x' }],
  [{ op: 'replace' as const, path: '/apiKeySource', value: 'x' }],
  [{ op: 'replace' as const, path: '/minimumCompressionSize', value: '-1' }],
  [{ op: 'replace' as const, path: '/name', value: '' }],
])('refuses %j', async (operation) => {
  const { id } = await createApi();
  const patch = client.send(
    new UpdateRestApiCommand({ restApiId: id, patchOperations: [operation] }),
  );
  expect(await failureOf(patch)).toMatchObject({ name: 'BadRequestException', status: 400 });
});
