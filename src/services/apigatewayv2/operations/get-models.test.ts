import { CreateModelCommand, GetModelsCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi } = await startFixture();
afterAll(() => stack.stop());
const { ApiId } = await createApi({
  ProtocolType: 'WEBSOCKET',
  RouteSelectionExpression: '$request.body.action',
});

it('gives all of them, page by page', async () => {
  for (const Name of ['A', 'B', 'C'])
    await client.send(new CreateModelCommand({ ApiId, Name, Schema: '{}' }));
  const first = await client.send(new GetModelsCommand({ ApiId, MaxResults: '2' }));
  const { NextToken } = first;
  const second = await client.send(new GetModelsCommand({ ApiId, NextToken }));
  const names = [...(first.Items ?? []), ...(second.Items ?? [])].map(({ Name }) => Name);
  expect(names.toSorted()).toEqual(['A', 'B', 'C']);
  expect(await failureOf(client.send(new GetModelsCommand({ ApiId: 'none' })))).toMatchObject({
    status: 404,
  });
});
