import { DeleteIntegrationCommand, DeleteRouteCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi, createIntegration, createRoute } = await startFixture();
afterAll(() => stack.stop());
const { ApiId } = await createApi();
const remove = (IntegrationId: string) =>
  client.send(new DeleteIntegrationCommand({ ApiId, IntegrationId }));

it('refuses while routes lead to it', async () => {
  const id = await createIntegration(ApiId);
  const RouteId = await createRoute(ApiId, 'GET /a', id);
  expect(await failureOf(remove(id))).toEqual({
    name: 'ConflictException',
    message: `Cannot delete Integration because it is referenced by the following Routes with Ids: [${RouteId}]`,
    status: 409,
  });
  await client.send(new DeleteRouteCommand({ ApiId, RouteId }));
  expect((await remove(id)).$metadata.httpStatusCode).toBe(204);
  expect(await failureOf(remove(id))).toMatchObject({ name: 'NotFoundException', status: 404 });
});
