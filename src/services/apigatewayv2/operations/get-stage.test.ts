import { GetStageCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi, createStage } = await startFixture();
afterAll(() => stack.stop());

it.each(['$default', 'dev-1'])('gives the stage %s', async (StageName) => {
  const { ApiId } = await createApi();
  await createStage(ApiId, { StageName, Description: 'd' });
  const stage = await client.send(new GetStageCommand({ ApiId, StageName }));
  expect(stage).toMatchObject({ StageName, Description: 'd' });
  expect(stage.CreatedDate).toBeInstanceOf(Date);
});

it('knows no absent stage', async () => {
  const { ApiId } = await createApi();
  expect(await failureOf(client.send(new GetStageCommand({ ApiId, StageName: 'absent' })))).toEqual(
    {
      name: 'NotFoundException',
      message: 'Invalid stage identifier specified',
      status: 404,
    },
  );
});
