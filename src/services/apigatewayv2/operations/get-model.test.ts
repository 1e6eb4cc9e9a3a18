import { CreateModelCommand, GetModelCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi } = await startFixture();
afterAll(() => stack.stop());
const { ApiId } = await createApi({
  ProtocolType: 'WEBSOCKET',
  RouteSelectionExpression: '$request.body.action',
});

it('gives the model back, and 404 for one that is not there', async () => {
  const { ModelId } = await client.send(new CreateModelCommand({ ApiId, Name: 'A', Schema: '{}' }));
  expect(await client.send(new GetModelCommand({ ApiId, ModelId }))).toMatchObject({ Name: 'A' });
  expect(await failureOf(client.send(new GetModelCommand({ ApiId, ModelId: 'none' })))).toEqual({
    name: 'NotFoundException',
    message: 'Invalid Model identifier specified',
    status: 404,
  });
});
