import { PutIntegrationResponseCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi, putMethod } = await startRestFixture();
afterAll(() => stack.stop());

it('answers 201, and refuses a mapping that is none', async () => {
  const { id, root } = await createApi();
  await putMethod(id, root, 'GET');
  const put = (source: string) =>
    client.send(
      new PutIntegrationResponseCommand({
        restApiId: id,
        resourceId: root,
        httpMethod: 'GET',
        statusCode: '200',
        selectionPattern: '2..',
        responseParameters: { 'method.response.header.X': source },
      }),
    );
  expect((await put("'*'")).$metadata.httpStatusCode).toBe(201);
  expect(await failureOf(put('nonsense'))).toMatchObject({ name: 'BadRequestException' });
});
