import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { Lambda } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { assertCombinedSize } from './attach-layers.ts';
import { startStack, zip } from './fixtures/stack.ts';

const { stack, lambda, create, createActive, untilUpdated, call } = await startStack();
const publish = async (LayerName: string, files: Record<string, string>, client = lambda) => {
  const ZipFile = await zip(files);
  const { LayerVersionArn = '' } = await client.publishLayerVersion({
    LayerName,
    Content: { ZipFile },
  });
  return LayerVersionArn;
};
const first = await publish('first', {
  'nodejs/node_modules/common.js': "module.exports = 'from the first';",
  'nodejs/node_modules/one/index.js': 'module.exports = 1;',
  'data.txt': 'first',
});
const second = await publish('second', {
  'nodejs/node_modules/common.js': "module.exports = 'from the second';",
  'nodejs/node24/node_modules/two.js': 'module.exports = 2;',
});
const USER = `exports.handler = async () => ['common', 'one', 'two'].map((name) => {
  try { return require(name); } catch (error) { return error.code; }
});`;
const MISSING = 'MODULE_NOT_FOUND';

test('layers are merged in order, later ones win', async () => {
  await createActive('f', USER, { Layers: [first, second] });
  expect(await call('f')).toEqual(['from the second', 1, 2]);
  const { Layers } = await lambda.getFunctionConfiguration({ FunctionName: 'f' });
  expect(Layers).toEqual([
    { Arn: first, CodeSize: expect.any(Number) },
    { Arn: second, CodeSize: expect.any(Number) },
  ]);
});

test('an update replaces the list; other updates keep it; an empty list ends it', async () => {
  await lambda.updateFunctionConfiguration({ FunctionName: 'f', Layers: [second, first] });
  await untilUpdated('f');
  expect(await call('f')).toEqual(['from the first', 1, 2]);
  await lambda.updateFunctionConfiguration({ FunctionName: 'f', Timeout: 9 });
  await untilUpdated('f');
  expect(await call('f')).toEqual(['from the first', 1, 2]);
  await lambda.publishVersion({ FunctionName: 'f' });
  const emptied = await lambda.updateFunctionConfiguration({ FunctionName: 'f', Layers: [] });
  expect(emptied).not.toHaveProperty('Layers');
  await untilUpdated('f');
  expect(await call('f')).toEqual([MISSING, MISSING, MISSING]);
  expect(await call('f', {}, '1')).toEqual(['from the first', 1, 2]);
});

test('a runtime can come from a layer', async () => {
  const bootstrap = `#!/bin/sh
while :; do
  id=$(curl -sS -o /dev/null -D - "http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation/next" | tr -d '\\r' | sed -n 's/^lambda-runtime-aws-request-id: //Ip')
  curl -sS -o /dev/null -d '"by a layer"' "http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation/$id/response"
done`;
  const { LayerVersionArn = '' } = await lambda.publishLayerVersion({
    LayerName: 'runtime',
    Content: { ZipFile: await zip({ bootstrap }, 0o100755) },
  });
  await createActive('custom', '', { Runtime: 'provided.al2023', Layers: [LayerVersionArn] });
  expect(await call('custom')).toBe('by a layer');
});

test('a layer can bring an extension', async () => {
  const api = 'http://$AWS_LAMBDA_RUNTIME_API/2020-01-01/extension';
  const watcher = `#!/bin/sh
id=$(curl -sS -o /dev/null -D - -H 'Lambda-Extension-Name: watcher' -d '{"events":["INVOKE"]}' "${api}/register" | tr -d '\\r' | sed -n 's/^lambda-extension-identifier: //Ip')
while curl -sSf -o /dev/null -H "Lambda-Extension-Identifier: $id" "${api}/event/next"; do :; done`;
  const { LayerVersionArn = '' } = await lambda.publishLayerVersion({
    LayerName: 'watcher',
    Content: { ZipFile: await zip({ 'extensions/watcher': watcher }, 0o100755) },
  });
  await createActive('watched', USER, { Layers: [first, LayerVersionArn] });
  expect(await call('watched')).toEqual(['from the first', 1, MISSING]);
  const logs = stack.client(CloudWatchLogs);
  const messages = async () => {
    const { events = [] } = await logs.filterLogEvents({ logGroupName: '/aws/lambda/watched' });
    return events.map((event) => event.message);
  };
  await expect
    .poll(messages)
    .toContain('EXTENSION\tName: watcher\tState: Ready\tEvents: [INVOKE]\n');
});

test('a layer of another account, when it is shared', async () => {
  const theirs = stack.client(Lambda, {
    credentials: { accessKeyId: '111122223333', secretAccessKey: 'x' },
  });
  const arn = await publish(
    'theirs',
    { 'nodejs/node_modules/one.js': "module.exports = 'x';" },
    theirs,
  );
  await expect(create('g', USER, { Layers: [arn] })).rejects.toMatchObject({
    name: 'AccessDeniedException',
  });
  await theirs.addLayerVersionPermission({
    LayerName: 'theirs',
    VersionNumber: 1,
    StatementId: 'all',
    Action: 'lambda:GetLayerVersion',
    Principal: '*',
  });
  await createActive('g', USER, { Layers: [arn] });
  expect(await call('g')).toEqual([MISSING, 'x', MISSING]);
});

const six = Array.from({ length: 6 }, (_, i) => first.replace('first', `l${i}`));
const again = await publish('first', { a: 'a' });

test.each([
  [six, 'InvalidParameterValueException', 'Cannot reference more than 5 layers.'],
  [
    [first, again],
    'InvalidParameterValueException',
    `Two different versions of the same layer are not allowed to be referenced in the same function. ${first} and ${again} are versions of the same layer.`,
  ],
  [
    [first, first],
    'InvalidParameterValueException',
    `Two different versions of the same layer are not allowed to be referenced in the same function. ${first} and ${first} are versions of the same layer.`,
  ],
  [
    [first.replace(/:1$/, ':9')],
    'InvalidParameterValueException',
    `Layer version ${first.replace(/:1$/, ':9')} does not exist.`,
  ],
  [
    [first.replace('us-east-1', 'eu-west-1')],
    'InvalidParameterValueException',
    'Layers are not in the same region as the function. Layers are expected to be in region us-east-1.',
  ],
  [
    [first.replace(/:1$/, '')],
    'ValidationException',
    expect.stringMatching(
      /^1 validation error detected: Value '\[arn:aws:lambda:us-east-1:123456789012:layer:first\]' at 'layers' failed to satisfy constraint: Member must satisfy constraint: \[/,
    ),
  ],
  [
    ['arn:aws:lambda:::awslayer:AmazonLinux1803'],
    'NotImplemented',
    expect.stringContaining('PublishLayerVersion'),
  ],
])('refuses %j', async (Layers, name, message) => {
  await expect(create('bad', USER, { Layers })).rejects.toMatchObject({ name, message });
  await expect(
    lambda.updateFunctionConfiguration({ FunctionName: 'f', Layers }),
  ).rejects.toMatchObject({ name, message });
});

test('code and layers together are at most 250 MB', () => {
  const layer = (unzippedSizeBytes: number) => ({
    arn: 'a',
    codeId: 'c',
    zipSizeBytes: 1,
    unzippedSizeBytes,
  });
  const code = { unzippedSizeBytes: 144_000 };
  assertCombinedSize(code, [layer(262_000_000)]);
  expect(() => assertCombinedSize(code, [layer(262_000_001)])).toThrow(
    'Function code combined with layers exceeds the maximum allowed size of 262144000 bytes. The actual size is 262144001 bytes.',
  );
  expect(() => assertCombinedSize(code, [layer(200_000_000), layer(62_144_000)])).toThrow(
    'Layers consume more than the available size of 262144000 bytes',
  );
});
