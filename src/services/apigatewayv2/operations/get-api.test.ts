import { GetApiCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi } = await startFixture();
afterAll(() => stack.stop());

it('gives back what was created', async () => {
  const CorsConfiguration = { AllowOrigins: ['https://a.example'], MaxAge: 60 };
  const created = await createApi({
    Description: 'd',
    Version: 'v1',
    CorsConfiguration,
    Tags: { a: 'b' },
  });
  const { $metadata: _, ...got } = await client.send(new GetApiCommand({ ApiId: created.ApiId }));
  const { $metadata: __, ...expected } = created as typeof created & { $metadata?: object };
  expect(got).toEqual(expected);
  expect(got).toMatchObject({ CorsConfiguration, Description: 'd', Version: 'v1' });
});

it.each(['absent', 'a'.repeat(3000)])('knows no API %s', async (ApiId) => {
  expect(await failureOf(client.send(new GetApiCommand({ ApiId })))).toEqual({
    name: 'NotFoundException',
    message: `Invalid API identifier specified ${stack.account}:${ApiId}`,
    status: 404,
  });
});

it('knows no API of another region', async () => {
  const { ApiId } = await createApi();
  const elsewhere = stack.client(
    (await import('@aws-sdk/client-apigatewayv2')).ApiGatewayV2Client,
    { region: 'eu-west-1' },
  );
  expect(await failureOf(elsewhere.send(new GetApiCommand({ ApiId })))).toMatchObject({
    name: 'NotFoundException',
  });
});
