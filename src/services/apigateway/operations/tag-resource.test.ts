import { GetTagsCommand, TagResourceCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi, putMethod, deploy } = await startRestFixture();
afterAll(() => stack.stop());

it('adds tags to a stage', async () => {
  const { id, root } = await createApi();
  await putMethod(id, root, 'GET');
  await deploy(id);
  const resourceArn = `arn:aws:apigateway:us-east-1::/restapis/${id}/stages/prod`;
  await client.send(new TagResourceCommand({ resourceArn, tags: { a: 'b' } }));
  expect((await client.send(new GetTagsCommand({ resourceArn }))).tags).toEqual({ a: 'b' });
  const reserved = new TagResourceCommand({ resourceArn, tags: { 'aws:x': 'b' } });
  expect(await failureOf(client.send(reserved))).toMatchObject({ status: 400 });
});
