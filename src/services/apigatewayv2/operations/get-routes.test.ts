import { GetRoutesCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi, createRoute } = await startFixture();
afterAll(() => stack.stop());

it('lists the routes of one API, in pages', async () => {
  const { ApiId } = await createApi();
  const other = await createApi();
  for (const key of ['GET /a', 'GET /b', 'GET /c']) await createRoute(ApiId, key);
  await createRoute(other.ApiId, 'GET /other');
  const first = await client.send(new GetRoutesCommand({ ApiId, MaxResults: '2' }));
  const second = await client.send(new GetRoutesCommand({ ApiId, NextToken: first.NextToken }));
  const keys = [...(first.Items ?? []), ...(second.Items ?? [])].map((each) => each.RouteKey);
  expect(first.Items).toHaveLength(2);
  expect(keys).toHaveLength(3);
  expect(new Set(keys)).toEqual(new Set(['GET /a', 'GET /b', 'GET /c']));
  expect(second.NextToken).toBeUndefined();
});

it('knows no absent API', async () => {
  expect(await failureOf(client.send(new GetRoutesCommand({ ApiId: 'absent' })))).toMatchObject({
    status: 404,
  });
});
