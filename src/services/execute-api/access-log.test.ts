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

const logs = stack.client(CloudWatchLogsClient);

/** The lines of a log group, parsed; as many as are waited for. */
async function linesOf(logGroupName: string, count: number): Promise<Record<string, string>[]> {
  const read = async (): Promise<string[]> => {
    try {
      const found = await logs.send(new FilterLogEventsCommand({ logGroupName }));
      return (found.events ?? []).map(({ message = '' }) => message);
    } catch {
      return [];
    }
  };
  await expect.poll(read).toHaveLength(count);
  return (await read()).map((line) => JSON.parse(line) as Record<string, string>);
}

it('knows all variables of HTTP APIs', async () => {
  const { ApiId } = await createApi({ Target: backend.url, RouteKey: 'GET /x' });
  const paths =
    'accountId apiId authorizer.claims customDomain.basePathMatched dataProcessed domainName domainPrefix error.message error.responseType extendedRequestId httpMethod identity.sourceIp identity.userAgent identity.userArn integration.error integration.integrationStatus integration.latency integration.requestId integration.status integrationErrorMessage integrationLatency integrationStatus path protocol requestId requestTime requestTimeEpoch responseLatency responseLength routeKey stage status nonsense';
  const fields = paths.split(' ').map((path) => `"${path}":"$context.${path}"`);
  await createStage(ApiId, {
    StageName: 'all',
    AutoDeploy: true,
    AccessLogSettings: {
      DestinationArn: arn.replace('http-access', 'all-variables'),
      Format: `{${fields.join(',')}}`,
    },
  });
  const host = `${ApiId}.execute-api.localhost`;
  await ask(stack, { path: '/all/x', host });
  await ask(stack, { path: '/all/none', host });
  const dead = await createApi({ Target: 'http://127.0.0.1:1', RouteKey: 'GET /x' });
  await createStage(dead.ApiId, {
    StageName: 'all',
    AutoDeploy: true,
    AccessLogSettings: {
      DestinationArn: arn.replace('http-access', 'dead'),
      Format: '{"why":"$context.integrationErrorMessage","error":$context.error.messageString}',
    },
  });
  await ask(stack, { path: '/all/x', host: `${dead.ApiId}.execute-api.localhost` });

  const [served, refused] = await linesOf('all-variables', 2);
  expect(served).toMatchObject({
    apiId: ApiId,
    'customDomain.basePathMatched': '-',
    'error.message': '-',
    httpMethod: 'GET',
    'identity.sourceIp': '127.0.0.1',
    'integration.status': '200',
    integrationErrorMessage: '-',
    integrationLatency: expect.stringMatching(/^\d+$/),
    integrationStatus: '200',
    nonsense: '-',
    path: '/all/x',
    responseLatency: expect.stringMatching(/^\d+$/),
    routeKey: 'GET /x',
    stage: 'all',
    status: '200',
  });
  expect(refused).toMatchObject({
    'error.message': 'Not Found',
    'error.responseType': 'RESOURCE_NOT_FOUND',
    integrationStatus: '-',
    status: '404',
  });
  expect(await linesOf('dead', 1)).toMatchObject([
    { why: expect.stringContaining('ECONNREFUSED'), error: 'Service Unavailable' },
  ]);
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
