import { GetIntegrationsCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi, createIntegration } = await startFixture();
afterAll(() => stack.stop());

it('lists the integrations of one API', async () => {
  const { ApiId } = await createApi();
  const ids = [await createIntegration(ApiId), await createIntegration(ApiId)];
  const { Items = [] } = await client.send(new GetIntegrationsCommand({ ApiId }));
  expect(new Set(Items.map((each) => each.IntegrationId))).toEqual(new Set(ids));
  expect(Items).toHaveLength(2);
});

it('knows no absent API', async () => {
  expect(
    await failureOf(client.send(new GetIntegrationsCommand({ ApiId: 'absent' }))),
  ).toMatchObject({ status: 404 });
});
