import {
  CreateIntegrationResponseCommand,
  GetIntegrationResponseCommand,
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

it('gives the response back, and 404 for one that is not there', async () => {
  const IntegrationResponseKey = '$default';
  const { IntegrationResponseId } = await client.send(
    new CreateIntegrationResponseCommand({ ApiId, IntegrationId, IntegrationResponseKey }),
  );
  const get = (id: string | undefined) =>
    client.send(
      new GetIntegrationResponseCommand({ ApiId, IntegrationId, IntegrationResponseId: id }),
    );
  expect(await get(IntegrationResponseId)).toMatchObject({ IntegrationResponseKey });
  expect(await failureOf(get('none'))).toEqual({
    name: 'NotFoundException',
    message: 'Invalid IntegrationResponse identifier specified',
    status: 404,
  });
});
