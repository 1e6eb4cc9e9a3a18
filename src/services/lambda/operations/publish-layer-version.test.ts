import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { request } from '../fixtures/request.ts';
import { startStack, zip } from '../fixtures/stack.ts';

const { stack, lambda } = await startStack();
const ZipFile = await zip({ 'nodejs/node_modules/greeting/index.js': "module.exports = 'hello';" });
const ARN = 'arn:aws:lambda:us-east-1:123456789012:layer:greetings';

test('answers the new version, whose content can be downloaded', async () => {
  const answer = await lambda.publishLayerVersion({
    LayerName: 'greetings',
    Content: { ZipFile },
    Description: 'says hello',
    LicenseInfo: 'MIT',
    CompatibleRuntimes: ['nodejs22.x', 'nodejs24.x'],
    CompatibleArchitectures: ['x86_64'],
  });
  expect(answer).toMatchObject({
    $metadata: { httpStatusCode: 201 },
    Content: {
      Location: expect.stringContaining('http'),
      CodeSha256: createHash('sha256').update(ZipFile).digest('base64'),
      CodeSize: ZipFile.length,
    },
    LayerArn: ARN,
    LayerVersionArn: `${ARN}:1`,
    Version: 1,
    Description: 'says hello',
    CreatedDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/),
    CompatibleRuntimes: ['nodejs22.x', 'nodejs24.x'],
    CompatibleArchitectures: ['x86_64'],
    LicenseInfo: 'MIT',
  });
  const download = await request(stack.port, answer.Content?.Location ?? '');
  expect(download.status).toBe(200);
  expect(download.headers['content-length']).toBe(String(ZipFile.length));
});

test('counts up, also from the ARN, and after the newest was deleted', async () => {
  const { Version: second } = await lambda.publishLayerVersion({
    LayerName: ARN,
    Content: { ZipFile },
  });
  expect(second).toBe(2);
  await lambda.deleteLayerVersion({ LayerName: 'greetings', VersionNumber: 2 });
  const third = await lambda.publishLayerVersion({
    LayerName: 'greetings',
    Content: { ZipFile },
  });
  expect(third).toMatchObject({ Version: 3, Description: '' });
  expect(third).not.toHaveProperty('CompatibleRuntimes');
  expect(third).not.toHaveProperty('LicenseInfo');
});

test.each([
  [{}, 'InvalidParameterValueException', 'Please provide a source for function code.'],
  [
    { ZipFile: Buffer.from('no zip') },
    'InvalidParameterValueException',
    'Could not unzip uploaded file. Please check your file, then try to upload again.',
  ],
  [
    { S3Bucket: 'absent-bucket', S3Key: 'key' },
    'InvalidParameterValueException',
    expect.stringContaining('NoSuchBucket'),
  ],
])('refuses the content %j', async (Content, name, message) => {
  await expect(lambda.publishLayerVersion({ LayerName: 'bad', Content })).rejects.toMatchObject({
    name,
    message,
  });
});

test('a layer of another account is not ours to publish', async () => {
  await expect(
    lambda.publishLayerVersion({
      LayerName: 'arn:aws:lambda:us-east-1:111122223333:layer:theirs',
      Content: { ZipFile },
    }),
  ).rejects.toMatchObject({ name: 'AccessDeniedException' });
});
