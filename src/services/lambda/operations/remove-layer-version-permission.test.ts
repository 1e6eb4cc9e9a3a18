import { expect, test } from 'vitest';
import { startStack, zip } from '../fixtures/stack.ts';

const { lambda } = await startStack();
await lambda.publishLayerVersion({
  LayerName: 'l',
  Content: { ZipFile: await zip({ a: 'a' }) },
});
const ARN = 'arn:aws:lambda:us-east-1:123456789012:layer:l';
const layer = { LayerName: 'l', VersionNumber: 1 };
for (const StatementId of ['s1', 's2']) {
  await lambda.addLayerVersionPermission({
    ...layer,
    StatementId,
    Action: 'lambda:GetLayerVersion',
    Principal: '*',
  });
}

test.each([
  [
    { StatementId: 'none' },
    'ResourceNotFoundException',
    'Statement none is not found in resource policy.',
  ],
  [
    { RevisionId: 'stale' },
    'PreconditionFailedException',
    'The Revision Id provided does not match the latest Revision Id. Call the GetLayerPolicy API to retrieve the latest Revision Id',
  ],
  [{ VersionNumber: 2 }, 'ResourceNotFoundException', `Layer version ${ARN}:2 does not exist.`],
])('%j is refused', async (change, name, message) => {
  await expect(
    lambda.removeLayerVersionPermission({ ...layer, StatementId: 's1', ...change }),
  ).rejects.toMatchObject({ name, message });
});

test('statement by statement, until there is no policy', async () => {
  const { RevisionId } = await lambda.getLayerVersionPolicy(layer);
  expect(
    await lambda.removeLayerVersionPermission({ ...layer, StatementId: 's2', RevisionId }),
  ).toMatchObject({ $metadata: { httpStatusCode: 204 } });
  const { Policy } = await lambda.getLayerVersionPolicy(layer);
  expect(JSON.parse(Policy ?? '')).toMatchObject({ Statement: [{ Sid: 's1' }] });
  await lambda.removeLayerVersionPermission({ ...layer, StatementId: 's1' });
  await expect(lambda.getLayerVersionPolicy(layer)).rejects.toMatchObject({
    message: 'No policy is associated with the given resource.',
  });
});
