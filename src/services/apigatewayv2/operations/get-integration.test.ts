import { GetIntegrationCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, FUNCTION_ARN, startFixture } from '../fixture.ts';

const { stack, client, createApi, createIntegration } = await startFixture();
afterAll(() => stack.stop());

it('gives an integration, and knows no absent one', async () => {
  const { ApiId } = await createApi();
  const IntegrationId = await createIntegration(ApiId);
  expect(await client.send(new GetIntegrationCommand({ ApiId, IntegrationId }))).toMatchObject({
    IntegrationId,
    IntegrationUri: FUNCTION_ARN,
  });
  expect(
    await failureOf(client.send(new GetIntegrationCommand({ ApiId, IntegrationId: 'absent' }))),
  ).toEqual({
    name: 'NotFoundException',
    message: 'Invalid Integration identifier specified',
    status: 404,
  });
});
