import { expect, test } from 'vitest';
import { startStack, zip } from '../fixtures/stack.ts';

const { lambda } = await startStack();
const Content = { ZipFile: await zip({ a: 'a' }) };
await lambda.publishLayerVersion({ LayerName: 'l', Content, CompatibleRuntimes: ['nodejs22.x'] });
await lambda.publishLayerVersion({ LayerName: 'l', Content, CompatibleRuntimes: ['python3.12'] });
await lambda.publishLayerVersion({
  LayerName: 'l',
  Content,
  CompatibleRuntimes: ['nodejs22.x'],
  CompatibleArchitectures: ['arm64'],
});
const numbers = async (input: Partial<Parameters<typeof lambda.listLayerVersions>[0]> = {}) => {
  const { LayerVersions = [] } = await lambda.listLayerVersions({ LayerName: 'l', ...input });
  return LayerVersions.map((each) => each.Version);
};

test('newest first, with filters', async () => {
  expect(await numbers()).toEqual([3, 2, 1]);
  expect(await numbers({ CompatibleRuntime: 'nodejs22.x' })).toEqual([3, 1]);
  expect(await numbers({ CompatibleArchitecture: 'arm64' })).toEqual([3]);
  expect(await numbers({ LayerName: 'arn:aws:lambda:us-east-1:123456789012:layer:l' })).toEqual([
    3, 2, 1,
  ]);
});

test('in pages', async () => {
  const first = await lambda.listLayerVersions({ LayerName: 'l', MaxItems: 2 });
  expect(first.LayerVersions).toHaveLength(2);
  expect(await numbers({ Marker: first.NextMarker })).toEqual([1]);
});

test('a layer that does not exist has no versions', async () => {
  expect(await numbers({ LayerName: 'none' })).toEqual([]);
});

test('an unknown architecture is refused', async () => {
  await expect(numbers({ CompatibleArchitecture: 'vax' as never })).rejects.toMatchObject({
    name: 'ValidationException',
  });
});
