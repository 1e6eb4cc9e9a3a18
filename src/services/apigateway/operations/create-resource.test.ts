import { CreateResourceCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi, createResource } = await startRestFixture();
afterAll(() => stack.stop());

it('answers 201 with its path', async () => {
  const { id, root } = await createApi();
  const users = await createResource(id, root, 'users');
  const made = await client.send(
    new CreateResourceCommand({ restApiId: id, parentId: users, pathPart: '{id}' }),
  );
  expect(made.$metadata.httpStatusCode).toBe(201);
  expect(made).toMatchObject({ parentId: users, pathPart: '{id}', path: '/users/{id}' });
});

it('refuses what cannot stand there', async () => {
  const { id, root } = await createApi();
  const users = await createResource(id, root, 'users');
  await createResource(id, users, '{id}');
  const proxy = await createResource(id, root, '{proxy+}');
  const refusal = (parentId: string, pathPart: string) =>
    failureOf(client.send(new CreateResourceCommand({ restApiId: id, parentId, pathPart })));
  expect(await refusal(root, 'users')).toEqual({
    name: 'ConflictException',
    message: 'Another resource with the same parent already has this name: users',
    status: 409,
  });
  expect(await refusal('absent', 'x')).toMatchObject({ name: 'NotFoundException' });
  for (const part of ['a/b', '{', '{id', 'a b', '{a}{b}', '{id+}x'])
    expect(await refusal(root, part)).toMatchObject({ name: 'BadRequestException' });
  expect(await refusal(users, '{other}')).toMatchObject({ name: 'BadRequestException' });
  expect(await refusal(proxy, 'below')).toMatchObject({ name: 'BadRequestException' });
});
