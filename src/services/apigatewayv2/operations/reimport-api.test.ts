import { GetRoutesCommand, ReimportApiCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi, createIntegration, createRoute, createStage } =
  await startFixture();
afterAll(() => stack.stop());

const body = (path: string) =>
  JSON.stringify({
    openapi: '3.0.1',
    info: { title: 'again' },
    paths: {
      [path]: {
        get: {
          'x-amazon-apigateway-integration': {
            type: 'http_proxy',
            httpMethod: 'GET',
            uri: 'https://example.com',
            payloadFormatVersion: 1.0,
          },
        },
      },
    },
  });

it('replaces routes and integrations, and deploys', async () => {
  const { ApiId } = await createApi();
  await createRoute(ApiId, 'GET /before', await createIntegration(ApiId));
  await createStage(ApiId, { StageName: 'dev', AutoDeploy: true });
  const updated = await client.send(new ReimportApiCommand({ ApiId, Body: body('/after') }));
  expect(updated).toMatchObject({ ApiId, Name: 'again' });
  const { Items = [] } = await client.send(new GetRoutesCommand({ ApiId }));
  expect(Items.map(({ RouteKey }) => RouteKey)).toEqual(['GET /after']);
});

it('answers 404 for an absent API', async () => {
  const reimport = new ReimportApiCommand({ ApiId: 'absent', Body: body('/x') });
  expect(await failureOf(client.send(reimport))).toMatchObject({ status: 404 });
});
