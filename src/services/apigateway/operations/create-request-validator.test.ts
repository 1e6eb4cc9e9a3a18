import { CreateRequestValidatorCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { startRestFixture } from '../fixture.ts';

const { stack, client, createApi } = await startRestFixture();
afterAll(() => stack.stop());

it('answers 201, both checks off unless asked for', async () => {
  const { id } = await createApi();
  const made = await client.send(
    new CreateRequestValidatorCommand({ restApiId: id, name: 'v', validateRequestBody: true }),
  );
  expect(made.$metadata.httpStatusCode).toBe(201);
  expect(made).toMatchObject({ validateRequestBody: true, validateRequestParameters: false });
});
