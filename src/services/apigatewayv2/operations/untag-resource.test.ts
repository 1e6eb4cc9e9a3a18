import { GetTagsCommand, UntagResourceCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi } = await startFixture();
afterAll(() => stack.stop());

it('removes the tags it names, absent ones without complaint', async () => {
  const { ApiId } = await createApi({ Tags: { a: '1', b: '2' } });
  const ResourceArn = `arn:aws:apigateway:us-east-1::/apis/${ApiId}`;
  await client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['a', 'absent'] }));
  expect((await client.send(new GetTagsCommand({ ResourceArn }))).Tags).toEqual({ b: '2' });
});

it('knows no absent API', async () => {
  const ResourceArn = 'arn:aws:apigateway:us-east-1::/apis/absent';
  expect(
    await failureOf(client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['a'] }))),
  ).toMatchObject({
    name: 'NotFoundException',
  });
});
