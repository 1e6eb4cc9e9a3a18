import {
  CreateIntegrationResponseCommand,
  GetIntegrationResponsesCommand,
} from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi, createMock } = await startFixture();
afterAll(() => stack.stop());
const { ApiId } = await createApi({
  ProtocolType: 'WEBSOCKET',
  RouteSelectionExpression: '$request.body.action',
});
const IntegrationId = await createMock(ApiId);

it("gives the integration's own", async () => {
  for (const IntegrationResponseKey of ['$default', '/4../'])
    await client.send(
      new CreateIntegrationResponseCommand({ ApiId, IntegrationId, IntegrationResponseKey }),
    );
  const list = (id: string) =>
    client.send(new GetIntegrationResponsesCommand({ ApiId, IntegrationId: id }));
  expect((await list(IntegrationId)).Items).toHaveLength(2);
  expect((await list(await createMock(ApiId))).Items).toEqual([]);
  expect(await failureOf(list('none'))).toMatchObject({ status: 404 });
});
