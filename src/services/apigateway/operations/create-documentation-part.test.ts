import { CreateDocumentationPartCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi } = await startRestFixture();
afterAll(() => stack.stop());

it('answers 201, 409 for a second part at the same place, 400 for properties that are no object', async () => {
  const { id: restApiId } = await createApi();
  const create = (location: object, properties = '{"description":"all users"}') =>
    client.send(
      new CreateDocumentationPartCommand({
        restApiId,
        location: { type: 'RESOURCE', ...location },
        properties,
      }),
    );
  const part = await create({ path: '/users' });
  expect(part.$metadata.httpStatusCode).toBe(201);
  expect(part).toMatchObject({ location: { type: 'RESOURCE', path: '/users' } });
  expect(await failureOf(create({ path: '/users' }))).toMatchObject({
    name: 'ConflictException',
    message: "Documentation part already exists for the specified location: type 'RESOURCE'.",
  });
  for (const properties of ['[]', 'null', '{"a":', '__proto__'])
    expect(await failureOf(create({ path: '/x' }, properties))).toMatchObject({ status: 400 });
});
