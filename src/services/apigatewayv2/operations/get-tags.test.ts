import { GetTagsCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi, createStage } = await startFixture();
afterAll(() => stack.stop());

it('gives the tags of an API and of a stage', async () => {
  const { ApiId } = await createApi({ Tags: { a: '1' } });
  await createStage(ApiId, { StageName: 'dev', Tags: { s: '2' } });
  const ResourceArn = `arn:aws:apigateway:us-east-1::/apis/${ApiId}`;
  const tagsOf = async (arn: string) =>
    (await client.send(new GetTagsCommand({ ResourceArn: arn }))).Tags;
  expect(await tagsOf(ResourceArn)).toEqual({ a: '1' });
  expect(await tagsOf(`${ResourceArn}/stages/dev`)).toEqual({ s: '2' });
  expect(await failureOf(tagsOf(`${ResourceArn}/stages/absent`))).toMatchObject({
    name: 'NotFoundException',
  });
});
