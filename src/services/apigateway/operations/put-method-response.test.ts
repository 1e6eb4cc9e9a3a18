import { PutMethodResponseCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi, putMethod } = await startRestFixture();
afterAll(() => stack.stop());

it('answers 201, and 409 for a second one', async () => {
  const { id, root } = await createApi();
  await putMethod(id, root, 'GET');
  const put = (statusCode: string) =>
    client.send(
      new PutMethodResponseCommand({
        restApiId: id,
        resourceId: root,
        httpMethod: 'GET',
        statusCode,
        responseParameters: { 'method.response.header.X-A': true },
        responseModels: { 'application/json': 'Empty' },
      }),
    );
  expect((await put('200')).$metadata.httpStatusCode).toBe(201);
  expect(await failureOf(put('200'))).toMatchObject({ name: 'ConflictException' });
});
