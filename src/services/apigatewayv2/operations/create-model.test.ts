import { CreateModelCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi } = await startFixture();
afterAll(() => stack.stop());
const { ApiId } = await createApi({
  ProtocolType: 'WEBSOCKET',
  RouteSelectionExpression: '$request.body.action',
});

const create = (input: object) =>
  client.send(new CreateModelCommand({ ApiId, Name: 'Talk', Schema: '{}', ...input }));

it.each([
  [{ Name: 'no-hyphens' }, 'Model name must be alphanumeric: no-hyphens'],
  [{ Schema: '{' }, /^Model specified is invalid: \[Invalid model schema specified\. /],
  [{ Schema: JSON.stringify('x'.repeat(32_768)) }, /at most 32768 characters/],
])('refuses %j', async (input, message) => {
  expect(await failureOf(create(input))).toMatchObject({
    name: 'BadRequestException',
    message: expect.stringMatching(message),
  });
});

it('refuses models of HTTP APIs, which have none', async () => {
  const http = await createApi();
  expect(await failureOf(create({ ApiId: http.ApiId }))).toMatchObject({
    name: 'BadRequestException',
    message: 'CreateModel is not currently supported for HTTP APIs.',
  });
});

it('answers 201 with the defaults, and refuses a name that is there', async () => {
  const model = await create({ Description: 'd' });
  expect(model).toMatchObject({
    $metadata: { httpStatusCode: 201 },
    ContentType: 'application/json',
    Description: 'd',
    Name: 'Talk',
    Schema: '{}',
  });
  expect(model.ModelId).toMatch(/^[a-z0-9]{6}$/);
  expect(await failureOf(create({}))).toMatchObject({ name: 'ConflictException', status: 409 });
});
