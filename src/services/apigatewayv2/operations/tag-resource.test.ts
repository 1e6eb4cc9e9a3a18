import { GetTagsCommand, TagResourceCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi, createStage } = await startFixture();
afterAll(() => stack.stop());
const { ApiId } = await createApi({ Tags: { a: '1' } });
await createStage(ApiId, { StageName: '$default' });
const api = `arn:aws:apigateway:us-east-1::/apis/${ApiId}`;
const tag = (ResourceArn: string, Tags: Record<string, string>) =>
  client.send(new TagResourceCommand({ ResourceArn, Tags }));

it.each([
  [api, { a: '1', b: '2' }],
  [`${api}/stages/$default`, { b: '2' }],
])('adds to the tags of %s', async (ResourceArn, Tags) => {
  await tag(ResourceArn, { b: '2' });
  expect((await client.send(new GetTagsCommand({ ResourceArn }))).Tags).toEqual(Tags);
});

it.each([
  'arn:aws:sqs:us-east-1:1:q',
  'nonsense',
  'arn:aws:apigateway:us-east-1::/restapis/x',
  `${api}/stages/`,
])('refuses the ARN %s', async (arn) => {
  expect(await failureOf(tag(arn, { a: 'b' }))).toMatchObject({
    name: 'BadRequestException',
    message: 'Invalid ARN specified in the request',
  });
});

it('refuses reserved, too long and too many tags, and absent resources', async () => {
  expect(await failureOf(tag(api, { 'aws:x': '1' }))).toMatchObject({
    name: 'BadRequestException',
  });
  expect(await failureOf(tag(api, { x: 'v'.repeat(257) }))).toMatchObject({
    name: 'BadRequestException',
  });
  const many = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, 'v']));
  expect(await failureOf(tag(api, many))).toMatchObject({ name: 'BadRequestException' });
  expect(await failureOf(tag(`${api}x`, { a: 'b' }))).toMatchObject({ name: 'NotFoundException' });
  expect(await failureOf(tag(`${api}/stages/absent`, { a: 'b' }))).toMatchObject({
    name: 'NotFoundException',
  });
});
