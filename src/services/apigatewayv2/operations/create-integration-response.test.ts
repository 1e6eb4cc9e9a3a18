import { CreateIntegrationResponseCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi, createMock } = await startFixture();
afterAll(() => stack.stop());
const { ApiId } = await createApi({
  ProtocolType: 'WEBSOCKET',
  RouteSelectionExpression: '$request.body.action',
});
const IntegrationId = await createMock(ApiId);
const create = (input: object = {}) =>
  client.send(
    new CreateIntegrationResponseCommand({
      ApiId,
      IntegrationId,
      IntegrationResponseKey: '$default',
      ...input,
    }),
  );

it.each([
  { IntegrationResponseKey: 'own' },
  { IntegrationResponseKey: '/(/' },
  { TemplateSelectionExpression: '${broken' },
])('refuses %j', async (input) => {
  expect(await failureOf(create(input))).toMatchObject({
    name: 'BadRequestException',
    status: 400,
  });
});

it('refuses what is not there, and HTTP APIs', async () => {
  expect(await failureOf(create({ IntegrationId: 'none' }))).toMatchObject({ status: 404 });
  const http = await createApi();
  expect(await failureOf(create({ ApiId: http.ApiId }))).toMatchObject({ status: 400 });
});

it.each(['$default', '/5\\d\\d/'])('makes one for the key %s, once', async (key) => {
  const input = {
    IntegrationResponseKey: key,
    ResponseTemplates: { $default: 'x' },
    TemplateSelectionExpression: '\\$default',
  };
  const response = await create(input);
  expect(response).toMatchObject({ $metadata: { httpStatusCode: 201 }, ...input });
  expect(response.IntegrationResponseId).toMatch(/^[a-z0-9]{7}$/);
  expect(await failureOf(create(input))).toMatchObject({ name: 'ConflictException', status: 409 });
});
