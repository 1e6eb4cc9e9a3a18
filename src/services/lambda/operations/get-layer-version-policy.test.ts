import { expect, test } from 'vitest';
import { startStack, zip } from '../fixtures/stack.ts';

const { lambda } = await startStack();
await lambda.publishLayerVersion({
  LayerName: 'l',
  Content: { ZipFile: await zip({ a: 'a' }) },
});
const ARN = 'arn:aws:lambda:us-east-1:123456789012:layer:l';

test('none yet, then what was added', async () => {
  const layer = { LayerName: 'l', VersionNumber: 1 };
  await expect(lambda.getLayerVersionPolicy(layer)).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'No policy is associated with the given resource.',
  });
  const { Statement, RevisionId } = await lambda.addLayerVersionPermission({
    ...layer,
    StatementId: 's1',
    Action: 'lambda:GetLayerVersion',
    Principal: '*',
  });
  expect(await lambda.getLayerVersionPolicy(layer)).toMatchObject({
    Policy: `{"Version":"2012-10-17","Id":"default","Statement":[${Statement}]}`,
    RevisionId,
  });
});

test('of a version that does not exist', async () => {
  await expect(
    lambda.getLayerVersionPolicy({ LayerName: 'l', VersionNumber: 2 }),
  ).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: `Layer version ${ARN}:2 does not exist.`,
  });
});
