import { S3 } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { ROLE, startStack, zip } from './fixtures/stack.ts';

const { stack, lambda, call, untilActive, untilUpdated } = await startStack();
const s3 = stack.client(S3);
const answering = (text: string): Promise<Buffer> =>
  zip({ 'index.js': `exports.handler = async () => ${JSON.stringify(text)};` });

await s3.createBucket({ Bucket: 'deployments' });
await s3.putBucketVersioning({
  Bucket: 'deployments',
  VersioningConfiguration: { Status: 'Enabled' },
});
const put = async (text: string): Promise<string> => {
  const Body = await answering(text);
  return (await s3.putObject({ Bucket: 'deployments', Key: 'app.zip', Body })).VersionId!;
};
const place = { S3Bucket: 'deployments', S3Key: 'app.zip' };

test('a function is made from an object, and keeps what that was then', async () => {
  const first = await put('first');
  await lambda.createFunction({
    FunctionName: 'from-s3',
    Runtime: 'nodejs24.x',
    Role: ROLE,
    Handler: 'index.handler',
    Code: place,
  });
  await untilActive('from-s3');
  await put('second');
  expect(await call('from-s3')).toBe('first');
  await lambda.updateFunctionCode({ FunctionName: 'from-s3', ...place });
  await untilUpdated('from-s3');
  expect(await call('from-s3')).toBe('second');
  await lambda.updateFunctionCode({ FunctionName: 'from-s3', ...place, S3ObjectVersion: first });
  await untilUpdated('from-s3');
  expect(await call('from-s3')).toBe('first');
  // Nothing of S3 is left that the function would need.
  await s3.deleteObject({ Bucket: 'deployments', Key: 'app.zip', VersionId: first });
  expect(await call('from-s3')).toBe('first');
});

test.each([
  [
    { S3Bucket: 'deployments', S3Key: 'absent' },
    /S3 Error Code: NoSuchKey\. S3 Error Message: The/,
  ],
  [{ S3Bucket: 'deployments' }, /S3Key/],
  [{ ...place, ZipFile: Buffer.from('x') }, /do not provide other FunctionCode parameters/],
])('says what is wrong with %j', async (code, message) => {
  await expect(
    lambda.updateFunctionCode({ FunctionName: 'from-s3', ...code }),
  ).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: expect.stringMatching(message),
  });
});

test('an object that is no zip is no code', async () => {
  await s3.putObject({ Bucket: 'deployments', Key: 'text', Body: 'no zip' });
  await expect(
    lambda.updateFunctionCode({ FunctionName: 'from-s3', S3Bucket: 'deployments', S3Key: 'text' }),
  ).rejects.toMatchObject({ message: expect.stringMatching(/Could not unzip/) });
});

test('a layer is made from an object too', async () => {
  const Body = await zip({ 'nodejs/node_modules/greeting/index.js': "module.exports = 'hi';" });
  await s3.putObject({ Bucket: 'deployments', Key: 'layer.zip', Body });
  const { LayerVersionArn = '' } = await lambda.publishLayerVersion({
    LayerName: 'greeting',
    Content: { S3Bucket: 'deployments', S3Key: 'layer.zip' },
  });
  await lambda.createFunction({
    FunctionName: 'layered',
    Runtime: 'nodejs24.x',
    Role: ROLE,
    Handler: 'index.handler',
    Layers: [LayerVersionArn],
    Code: {
      ZipFile: await zip({ 'index.js': "exports.handler = async () => require('greeting');" }),
    },
  });
  await untilActive('layered');
  expect(await call('layered')).toBe('hi');
});
