import { GetStagesCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi, createStage } = await startFixture();
afterAll(() => stack.stop());

it('lists the stages of one API', async () => {
  const { ApiId } = await createApi();
  for (const StageName of ['$default', 'a', 'b']) await createStage(ApiId, { StageName });
  const { Items = [] } = await client.send(new GetStagesCommand({ ApiId }));
  expect(Items.map((each) => each.StageName)).toEqual(['$default', 'a', 'b']);
});

it('knows no absent API', async () => {
  expect(await failureOf(client.send(new GetStagesCommand({ ApiId: 'absent' })))).toMatchObject({
    status: 404,
  });
});
