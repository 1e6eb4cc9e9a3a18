import { CreateModelCommand, UpdateModelCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi } = await startFixture();
afterAll(() => stack.stop());
const { ApiId } = await createApi({
  ProtocolType: 'WEBSOCKET',
  RouteSelectionExpression: '$request.body.action',
});

it('changes what is given, and keeps names apart', async () => {
  await client.send(new CreateModelCommand({ ApiId, Name: 'Other', Schema: '{}' }));
  const { ModelId } = await client.send(new CreateModelCommand({ ApiId, Name: 'A', Schema: '{}' }));
  const update = (input: object) =>
    client.send(new UpdateModelCommand({ ApiId, ModelId, ...input }));
  expect(await update({ Schema: '{"type":"object"}' })).toMatchObject({
    Name: 'A',
    Schema: '{"type":"object"}',
  });
  expect(await failureOf(update({ Name: 'Other' }))).toMatchObject({ name: 'ConflictException' });
  expect(await failureOf(update({ Schema: '{' }))).toMatchObject({ status: 400 });
  expect(await failureOf(update({ ModelId: 'none' }))).toMatchObject({ status: 404 });
});
