import { GetResourceCommand, UpdateResourceCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi, createResource } = await startRestFixture();
afterAll(() => stack.stop());

it('renames and moves a resource with all below it', async () => {
  const { id, root } = await createApi();
  const a = await createResource(id, root, 'a');
  const b = await createResource(id, a, 'b');
  const c = await createResource(id, root, 'c');
  const moved = await client.send(
    new UpdateResourceCommand({
      restApiId: id,
      resourceId: a,
      patchOperations: [
        { op: 'replace', path: '/pathPart', value: 'x' },
        { op: 'replace', path: '/parentId', value: c },
      ],
    }),
  );
  expect(moved.path).toBe('/c/x');
  const below = await client.send(new GetResourceCommand({ restApiId: id, resourceId: b }));
  expect(below.path).toBe('/c/x/b');
});

it('refuses the root, and a place below itself', async () => {
  const { id, root } = await createApi();
  const a = await createResource(id, root, 'a');
  const b = await createResource(id, a, 'b');
  const update = (resourceId: string, path: string, value: string) =>
    failureOf(
      client.send(
        new UpdateResourceCommand({
          restApiId: id,
          resourceId,
          patchOperations: [{ op: 'replace', path, value }],
        }),
      ),
    );
  expect(await update(root, '/pathPart', 'x')).toMatchObject({ name: 'BadRequestException' });
  expect(await update(a, '/parentId', b)).toMatchObject({ name: 'BadRequestException' });
});
