import { GetTagsCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi } = await startRestFixture();
afterAll(() => stack.stop());

it('answers the tags of an API, and refuses an ARN that is none', async () => {
  const { id } = await createApi({ tags: { a: 'b' } });
  const get = (resourceArn: string) => client.send(new GetTagsCommand({ resourceArn }));
  expect((await get(`arn:aws:apigateway:us-east-1::/restapis/${id}`)).tags).toEqual({ a: 'b' });
  expect(await failureOf(get('arn:aws:apigateway:us-east-1::/nonsense/x'))).toMatchObject({
    status: 400,
  });
  expect(await failureOf(get('arn:aws:apigateway:us-east-1::/restapis/absent'))).toMatchObject({
    status: 404,
  });
});
