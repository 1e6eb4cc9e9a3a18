import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { Lambda } from '@aws-sdk/client-lambda';
import { STS } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { createStack } from '../../stack/create-stack.ts';
import { ECHO, ROLE, startStack, toJson, toPayload, zip } from './fixtures/stack.ts';

const { stack, lambda, createActive, create, call } = await startStack();

test('a function has working credentials of its role', async () => {
  await createActive(
    'who',
    `exports.handler = async () => ({ accessKeyId: process.env.AWS_ACCESS_KEY_ID,
       secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY, sessionToken: process.env.AWS_SESSION_TOKEN });`,
  );
  const credentials = (await call('who')) as ConstructorParameters<typeof STS>[0];
  const sts = stack.client(STS, { credentials });
  expect(await sts.getCallerIdentity()).toMatchObject({
    Account: '123456789012',
    Arn: 'arn:aws:sts::123456789012:assumed-role/lambda-role/who',
  });
});

test('what a function prints is in CloudWatch Logs, in a group and stream of AWS’s names', async () => {
  await createActive('talk', "exports.handler = async () => { console.log('hello log'); };");
  const { $metadata } = await lambda.invoke({ FunctionName: 'talk' });
  const logs = stack.client(CloudWatchLogs);
  const logGroupName = '/aws/lambda/talk';
  // real time: the lines are written in batches, some milliseconds after the answer.
  await expect
    .poll(async () => {
      const { events } = await logs
        .filterLogEvents({ logGroupName })
        .catch(() => ({ events: undefined }));
      return events?.map((each) => each.message).join('');
    })
    .toMatch(
      new RegExp(
        `START RequestId: ${$metadata.requestId} [^]*hello log[^]*END RequestId[^]*REPORT `,
      ),
    );
  const { logStreams } = await logs.describeLogStreams({ logGroupName });
  expect(logStreams?.map((each) => each.logStreamName)).toEqual([
    expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/),
  ]);
});

test('a reset forgets functions, also those that are warm', async () => {
  await createActive('gone');
  expect(await call('gone', 1)).toBe(1);
  await stack.reset();
  await expect(call('gone')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  await create('gone', 'exports.handler = async () => 2;');
  expect(await call('gone')).toBe(2);
});

test('functions outlive their stack', async () => {
  const stateDir = await mkdtemp(join(tmpdir(), 'brume-lambda-'));
  {
    await using first = await createStack({ stateDir });
    await first.client(Lambda).createFunction({
      FunctionName: 'f',
      Runtime: 'nodejs24.x',
      Role: ROLE,
      Handler: 'index.handler',
      Code: { ZipFile: await zip({ 'index.js': ECHO }) },
    });
    // Stopped at once: whether the function became Active in time does not matter.
  }
  {
    await using second = await createStack({ stateDir });
    const again = second.client(Lambda);
    const { Payload } = await again.invoke({ FunctionName: 'f', Payload: toPayload({ a: 1 }) });
    expect(toJson(Payload)).toEqual({ a: 1 });
    const { State } = await again.getFunctionConfiguration({ FunctionName: 'f' });
    expect(State).toBe('Active');
  }
  await rm(stateDir, { recursive: true, force: true });
});

test('provisioned concurrency and layers outlive their stack', async () => {
  const stateDir = await mkdtemp(join(tmpdir(), 'brume-lambda-'));
  const source = `exports.handler = async () =>
    [require('word'), process.env.AWS_LAMBDA_INITIALIZATION_TYPE];`;
  const version = { FunctionName: 'f', Qualifier: '1' };
  {
    await using first = await createStack({ stateDir });
    const before = first.client(Lambda);
    const { LayerVersionArn = '' } = await before.publishLayerVersion({
      LayerName: 'words',
      Content: {
        ZipFile: await zip({ 'nodejs/node_modules/word.js': "module.exports = 'kept';" }),
      },
    });
    await before.createFunction({
      FunctionName: 'f',
      Runtime: 'nodejs24.x',
      Role: ROLE,
      Handler: 'index.handler',
      Code: { ZipFile: await zip({ 'index.js': source }) },
      Layers: [LayerVersionArn],
      Publish: true,
    });
    await before.putProvisionedConcurrencyConfig({
      ...version,
      ProvisionedConcurrentExecutions: 1,
    });
  }
  {
    await using second = await createStack({ stateDir });
    const again = second.client(Lambda);
    await expect
      .poll(() => again.getProvisionedConcurrencyConfig(version), { timeout: 20_000 })
      .toMatchObject({ Status: 'READY' });
    const { Payload } = await again.invoke(version);
    expect(toJson(Payload)).toEqual(['kept', 'provisioned-concurrency']);
  }
  await rm(stateDir, { recursive: true, force: true });
});
