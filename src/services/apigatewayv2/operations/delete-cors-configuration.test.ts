import { DeleteCorsConfigurationCommand, GetApiCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi } = await startFixture();
afterAll(() => stack.stop());

it('takes the configuration away', async () => {
  const { ApiId } = await createApi({ CorsConfiguration: { AllowOrigins: ['*'] } });
  await client.send(new DeleteCorsConfigurationCommand({ ApiId }));
  expect((await client.send(new GetApiCommand({ ApiId }))).CorsConfiguration).toBeUndefined();
});

it('knows no absent API', async () => {
  const call = client.send(new DeleteCorsConfigurationCommand({ ApiId: 'absent' }));
  expect(await failureOf(call)).toMatchObject({ name: 'NotFoundException', status: 404 });
});
