import { DeleteStageCommand, GetStageCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi, createStage } = await startFixture();
afterAll(() => stack.stop());

it('removes a stage, once', async () => {
  const { ApiId } = await createApi();
  const StageName = 'dev';
  await createStage(ApiId, { StageName });
  const { $metadata } = await client.send(new DeleteStageCommand({ ApiId, StageName }));
  expect($metadata.httpStatusCode).toBe(204);
  expect(await failureOf(client.send(new GetStageCommand({ ApiId, StageName })))).toMatchObject({
    status: 404,
  });
  expect(await failureOf(client.send(new DeleteStageCommand({ ApiId, StageName })))).toMatchObject({
    status: 404,
  });
});
