import { ResetAuthorizersCacheCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi, createStage } = await startFixture();
afterAll(() => stack.stop());

it('answers 204, and 404 for an absent stage', async () => {
  const { ApiId } = await createApi();
  await createStage(ApiId, { StageName: 'dev' });
  const reset = (StageName: string) =>
    client.send(new ResetAuthorizersCacheCommand({ ApiId, StageName }));
  expect((await reset('dev')).$metadata.httpStatusCode).toBe(204);
  expect(await failureOf(reset('absent'))).toMatchObject({ status: 404 });
});
