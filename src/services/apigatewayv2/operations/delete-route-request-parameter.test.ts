import { DeleteRouteRequestParameterCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi, createRoute } = await startFixture();
afterAll(() => stack.stop());

it('answers 404, for routes of HTTP APIs have no parameters', async () => {
  const { ApiId } = await createApi();
  const RouteId = await createRoute(ApiId, 'GET /');
  for (const id of [RouteId, 'absent'])
    expect(
      await failureOf(
        client.send(
          new DeleteRouteRequestParameterCommand({ ApiId, RouteId: id, RequestParameterKey: 'x' }),
        ),
      ),
    ).toMatchObject({ name: 'NotFoundException' });
});
