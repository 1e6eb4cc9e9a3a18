import { Lambda } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { startStack, zip } from '../fixtures/stack.ts';

const { stack, lambda } = await startStack();
const published = await lambda.publishLayerVersion({
  LayerName: 'shared',
  Content: { ZipFile: await zip({ a: 'a' }) },
});
const { $metadata: _, ...content } = published;
const stranger = stack.client(Lambda, {
  credentials: { accessKeyId: '111122223333', secretAccessKey: 'x' },
});

test('answers what was published', async () => {
  expect(await lambda.getLayerVersion({ LayerName: 'shared', VersionNumber: 1 })).toMatchObject(
    content,
  );
  expect(
    await lambda.getLayerVersion({ LayerName: published.LayerArn, VersionNumber: 1 }),
  ).toMatchObject(content);
});

test.each([
  ['none', 1, 'ResourceNotFoundException', 'The resource you requested does not exist.'],
  ['shared', 2, 'ResourceNotFoundException', 'The resource you requested does not exist.'],
  ['shared', 0, 'InvalidParameterValueException', 'Layer Version Cannot be less than 1'],
  ['shared', -1, 'InvalidParameterValueException', 'Layer Version Cannot be less than 1'],
])('%s:%d is refused', async (LayerName, VersionNumber, name, message) => {
  await expect(lambda.getLayerVersion({ LayerName, VersionNumber })).rejects.toMatchObject({
    name,
    message,
  });
});

test('another account needs a permission', async () => {
  const wanted = { LayerName: published.LayerArn, VersionNumber: 1 };
  await expect(stranger.getLayerVersion(wanted)).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: `User: arn:aws:iam::111122223333:root is not authorized to perform: lambda:GetLayerVersion on resource: ${published.LayerVersionArn} because no resource-based policy allows the lambda:GetLayerVersion action`,
  });
  await lambda.addLayerVersionPermission({
    LayerName: 'shared',
    VersionNumber: 1,
    StatementId: 'them',
    Action: 'lambda:GetLayerVersion',
    Principal: '111122223333',
  });
  expect(await stranger.getLayerVersion(wanted)).toMatchObject(content);
});
