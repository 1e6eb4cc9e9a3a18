import {
  CreateIntegrationResponseCommand,
  DeleteIntegrationCommand,
  DeleteIntegrationResponseCommand,
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

it('deletes the response; an integration takes its own along', async () => {
  const create = () =>
    client.send(
      new CreateIntegrationResponseCommand({
        ApiId,
        IntegrationId,
        IntegrationResponseKey: '$default',
      }),
    );
  const { IntegrationResponseId } = await create();
  const drop = (id: string | undefined) =>
    client.send(
      new DeleteIntegrationResponseCommand({ ApiId, IntegrationId, IntegrationResponseId: id }),
    );
  expect((await drop(IntegrationResponseId)).$metadata.httpStatusCode).toBe(204);
  expect(await failureOf(drop(IntegrationResponseId))).toMatchObject({ status: 404 });
  const again = await create();
  await client.send(new DeleteIntegrationCommand({ ApiId, IntegrationId }));
  expect(await failureOf(drop(again.IntegrationResponseId))).toMatchObject({ status: 404 });
});
