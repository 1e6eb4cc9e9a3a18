/** What a person sees who puts an extension into a layer: the SDK, the log, the answers. */
import { FilterLogEventsCommand, CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateFunctionCommand,
  InvokeCommand,
  LambdaClient,
  PublishLayerVersionCommand,
} from '@aws-sdk/client-lambda';
import { expect, it } from 'vitest';
import { createStack } from '../../src/index.ts';
import { makeZip } from '../../src/lambda-runtime/fixtures/deployment.ts';
import { extension } from '../../src/lambda-runtime/fixtures/program.ts';

const ROLE = 'arn:aws:iam::123456789012:role/lambda';
const GROUP = '/aws/lambda/observed';

it('an extension in a layer runs beside the function, JSON logs tell of both', async () => {
  await using stack = await createStack({ sandbox: 'process' }); // its interpreter is this machine's
  const lambda = stack.client(LambdaClient);
  const program = extension(
    `await register(['INVOKE', 'SHUTDOWN']); for (;;) { const { eventType, requestId } = await next(); console.log('heard of', eventType, requestId); if (eventType === 'SHUTDOWN') process.exit(0); }`,
  );
  const { LayerVersionArn } = await lambda.send(
    new PublishLayerVersionCommand({
      LayerName: 'observer',
      Content: { ZipFile: await makeZip({ 'extensions/observer': program }, 0o100755) },
    }),
  );
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: 'observed',
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: ROLE,
      Code: { ZipFile: await makeZip({ 'index.js': 'exports.handler = async () => "hello";' }) },
      Layers: [LayerVersionArn ?? ''],
      LoggingConfig: { LogFormat: 'JSON', SystemLogLevel: 'DEBUG' },
    }),
  );
  const invoked = await lambda.send(
    new InvokeCommand({ FunctionName: 'observed', LogType: 'Tail' }),
  );
  expect(invoked.Payload?.transformToString()).toBe('"hello"');
  const logs = stack.client(CloudWatchLogsClient);
  const read = async (): Promise<string[]> => {
    const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName: GROUP }));
    return events.map(({ message = '' }) => message.trim());
  };
  await expect.poll(read).toContainEqual(expect.stringContaining('"platform.report"'));
  const lines = await read();
  expect(lines).toContainEqual(expect.stringMatching(/^heard of INVOKE [0-9a-f-]{36}$/));
  const types = lines.map((line) => /"type":"(platform\.\w+)"/.exec(line)?.[1]).filter(Boolean);
  expect(types).toEqual([
    'platform.initStart',
    'platform.initRuntimeDone',
    'platform.extension',
    'platform.initReport',
    'platform.start',
    'platform.runtimeDone',
    'platform.report',
  ]);
});
