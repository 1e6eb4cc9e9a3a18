import { UpdateStageCommand } from '@aws-sdk/client-apigatewayv2';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../apigatewayv2/fixture.ts';
import { ask, startBackend } from './fixture.ts';

const { stack, client, createApi, createRoute, createStage } = await startFixture();
const backend = await startBackend();
afterAll(async () => {
  await backend[Symbol.asyncDispose]();
  await stack.stop();
});

const arn = 'arn:aws:logs:us-east-1:123456789012:log-group:http-access:*';
const settings = (AccessLogSettings: object) => ({ StageName: '$default', AccessLogSettings });

it('writes a line for every request of the stage', async () => {
  const { ApiId } = await createApi({ Target: backend.url, RouteKey: 'GET /x' });
  await createStage(ApiId, {
    StageName: 'logged',
    AutoDeploy: true,
    AccessLogSettings: {
      DestinationArn: arn,
      Format:
        '{"route":"$context.routeKey","status":$context.status,"who":"$context.authorizer.sub"}',
    },
  });
  const host = `${ApiId}.execute-api.localhost`;
  await ask(stack, { path: '/logged/x', host });
  await ask(stack, { path: '/logged/none', host });
  await ask(stack, { path: '/x', host });
  const logs = stack.client(CloudWatchLogsClient);
  const lines = async () => {
    try {
      const found = await logs.send(new FilterLogEventsCommand({ logGroupName: 'http-access' }));
      return found.events?.map(({ message }) => message);
    } catch {
      return [];
    }
  };
  await expect
    .poll(lines)
    .toEqual(['{"route":"GET /x","status":200,"who":"-"}', '{"route":"-","status":404,"who":"-"}']);
});

it('refuses half a setting, and places it cannot write to', async () => {
  const { ApiId } = await createApi();
  await createRoute(ApiId, 'GET /');
  await createStage(ApiId, { StageName: '$default' });
  const update = (members: object) =>
    failureOf(client.send(new UpdateStageCommand({ ApiId, ...settings(members) })));
  expect(await update({ DestinationArn: arn })).toMatchObject({ status: 400 });
  expect(await update({ DestinationArn: 'x', Format: 'y' })).toMatchObject({ status: 400 });
  const firehose = 'arn:aws:firehose:us-east-1:123456789012:deliverystream/x';
  expect(await update({ DestinationArn: firehose, Format: 'y' })).toMatchObject({ status: 501 });
});
