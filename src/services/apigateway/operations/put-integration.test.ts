import { PutIntegrationCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi, putMethod } = await startRestFixture();
afterAll(() => stack.stop());

it("answers 201 with AWS's defaults", async () => {
  const { id, root } = await createApi();
  await putMethod(id, root, 'GET');
  const made = await client.send(
    new PutIntegrationCommand({
      restApiId: id,
      resourceId: root,
      httpMethod: 'GET',
      type: 'HTTP_PROXY',
      integrationHttpMethod: 'GET',
      uri: 'https://example.com/{id}',
      requestParameters: { 'integration.request.path.id': 'method.request.path.id' },
    }),
  );
  expect(made.$metadata.httpStatusCode).toBe(201);
  expect(made).toMatchObject({
    type: 'HTTP_PROXY',
    httpMethod: 'GET',
    passthroughBehavior: 'WHEN_NO_MATCH',
    timeoutInMillis: 29_000,
    cacheNamespace: root,
    cacheKeyParameters: [],
  });
});

it.each([
  [{ type: 'AWS_PROXY', uri: 'arn:aws:s3:::x' }, 'BadRequestException'],
  [{ type: 'AWS_PROXY', uri: 'x' }, 'BadRequestException'],
  [{ type: 'AWS', uri: 'arn:aws:apigateway:us-east-1:sqs:path/1/q' }, 'BadRequestException'],
  [
    {
      type: 'AWS',
      uri: 'arn:aws:apigateway:us-east-1:sqs:1/q',
      credentials: 'arn:aws:iam::123456789012:role/r',
    },
    'BadRequestException',
  ],
  [
    {
      type: 'AWS',
      uri: 'arn:aws:apigateway:us-east-1:sqs:path/1/q',
      credentials: 'arn:aws:iam::*:user/*',
    },
    'NotImplemented',
  ],
  [{ type: 'HTTP', uri: 'ftp://x' }, 'BadRequestException'],
  [{ type: 'HTTP', uri: 'http://x', timeoutInMillis: 49 }, 'BadRequestException'],
  [{ type: 'HTTP', uri: 'http://x', connectionType: 'VPC_LINK' }, 'BadRequestException'],
  [{ type: 'MOCK', passthroughBehavior: 'SOMETIMES' }, 'BadRequestException'],
  [
    { type: 'MOCK', requestParameters: { 'integration.request.header.x': 'nonsense' } },
    'BadRequestException',
  ],
  [{ type: 'MOCK', responseTransferMode: 'STREAM' }, 'BadRequestException'],
])('refuses %j', async (members, name) => {
  const { id, root } = await createApi();
  await putMethod(id, root, 'GET');
  const put = new PutIntegrationCommand({
    restApiId: id,
    resourceId: root,
    httpMethod: 'GET',
    integrationHttpMethod: 'POST',
    ...(members as { type: 'MOCK' }),
  });
  expect(await failureOf(client.send(put))).toMatchObject({ name });
});
