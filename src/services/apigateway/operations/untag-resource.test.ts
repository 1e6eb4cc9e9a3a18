import { GetTagsCommand, UntagResourceCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { startRestFixture } from '../fixture.ts';

const { stack, client, createApi } = await startRestFixture();
afterAll(() => stack.stop());

it('takes tags away', async () => {
  const { id } = await createApi({ tags: { a: 'b', c: 'd' } });
  const resourceArn = `arn:aws:apigateway:us-east-1::/restapis/${id}`;
  await client.send(new UntagResourceCommand({ resourceArn, tagKeys: ['a'] }));
  expect((await client.send(new GetTagsCommand({ resourceArn }))).tags).toEqual({ c: 'd' });
});
