import { CreateApiKeyCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client } = await startRestFixture();
afterAll(() => stack.stop());

it('makes up a value, or takes one that is free', async () => {
  const made = await client.send(new CreateApiKeyCommand({ name: 'k' }));
  expect(made.$metadata.httpStatusCode).toBe(201);
  expect(made.value).toMatch(/^[a-zA-Z0-9]{40}$/);
  expect(made).toMatchObject({ enabled: false, stageKeys: [] });
  const value = 'v'.repeat(20);
  expect(await client.send(new CreateApiKeyCommand({ value }))).toMatchObject({ value });
  expect(await failureOf(client.send(new CreateApiKeyCommand({ value })))).toMatchObject({
    name: 'ConflictException',
  });
  expect(await failureOf(client.send(new CreateApiKeyCommand({ value: 'x' })))).toMatchObject({
    message: 'API Key value should be at least 20 characters',
  });
});
