import { UpdateIntegrationCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, FUNCTION_ARN, startFixture } from '../fixture.ts';

const { stack, client, createApi, createIntegration } = await startFixture();
afterAll(() => stack.stop());
const { ApiId } = await createApi();
const IntegrationId = await createIntegration(ApiId);
const update = (input: object) =>
  client.send(new UpdateIntegrationCommand({ ApiId, IntegrationId, ...input }));

it('changes what is given and keeps the rest', async () => {
  expect(await update({ TimeoutInMillis: 1000, PayloadFormatVersion: '1.0' })).toMatchObject({
    IntegrationId,
    IntegrationUri: FUNCTION_ARN,
    PayloadFormatVersion: '1.0',
    TimeoutInMillis: 1000,
  });
});

it('checks the whole', async () => {
  expect(await failureOf(update({ TimeoutInMillis: 1 }))).toMatchObject({
    message: 'Timeout should be between 50 ms and 30000 ms',
  });
  expect(await failureOf(update({ IntegrationType: 'HTTP_PROXY' }))).toMatchObject({
    message: 'Invalid HTTP endpoint specified for URI',
  });
  expect(await failureOf(update({ IntegrationId: 'absent' }))).toMatchObject({
    name: 'NotFoundException',
  });
});
