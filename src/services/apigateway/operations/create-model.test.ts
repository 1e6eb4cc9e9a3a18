import { CreateModelCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi } = await startRestFixture();
afterAll(() => stack.stop());

it('answers 201; refuses a second one, and what is no JSON', async () => {
  const { id } = await createApi();
  const create = (name: string, schema: string) =>
    client.send(
      new CreateModelCommand({ restApiId: id, name, schema, contentType: 'application/json' }),
    );
  expect((await create('User', '{"type":"object"}')).$metadata.httpStatusCode).toBe(201);
  expect(await failureOf(create('User', '{}'))).toMatchObject({ name: 'ConflictException' });
  expect(await failureOf(create('Other', '{'))).toMatchObject({ name: 'BadRequestException' });
  expect(await failureOf(create('a-b', '{}'))).toMatchObject({ name: 'BadRequestException' });
});
