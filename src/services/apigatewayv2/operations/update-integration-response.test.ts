import {
  CreateIntegrationResponseCommand,
  UpdateIntegrationResponseCommand,
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

it('changes what is given, and keeps keys apart', async () => {
  const create = (IntegrationResponseKey: string) =>
    client.send(
      new CreateIntegrationResponseCommand({ ApiId, IntegrationId, IntegrationResponseKey }),
    );
  await create('/5../');
  const { IntegrationResponseId } = await create('$default');
  const update = (input: object) =>
    client.send(
      new UpdateIntegrationResponseCommand({
        ApiId,
        IntegrationId,
        IntegrationResponseId,
        ...input,
      }),
    );
  expect(await update({ ResponseTemplates: { $default: 'x' } })).toMatchObject({
    IntegrationResponseKey: '$default',
    ResponseTemplates: { $default: 'x' },
  });
  expect(await failureOf(update({ IntegrationResponseKey: '/5../' }))).toMatchObject({
    name: 'ConflictException',
  });
  expect(await failureOf(update({ IntegrationResponseKey: 'own' }))).toMatchObject({ status: 400 });
  expect(await failureOf(update({ IntegrationResponseId: 'none' }))).toMatchObject({ status: 404 });
});
