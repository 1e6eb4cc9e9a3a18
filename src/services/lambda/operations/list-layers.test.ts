import { expect, test } from 'vitest';
import { startStack, zip } from '../fixtures/stack.ts';

const { lambda } = await startStack();
const Content = { ZipFile: await zip({ a: 'a' }) };
await lambda.publishLayerVersion({ LayerName: 'b', Content, CompatibleRuntimes: ['nodejs22.x'] });
await lambda.publishLayerVersion({ LayerName: 'b', Content, CompatibleRuntimes: ['python3.12'] });
await lambda.publishLayerVersion({ LayerName: 'a', Content });
await lambda.publishLayerVersion({ LayerName: 'gone', Content });
await lambda.deleteLayerVersion({ LayerName: 'gone', VersionNumber: 1 });

test('each layer with its newest version', async () => {
  const { Layers } = await lambda.listLayers({});
  expect(Layers).toMatchObject([
    { LayerName: 'a', LatestMatchingVersion: { Version: 1 } },
    {
      LayerName: 'b',
      LayerArn: 'arn:aws:lambda:us-east-1:123456789012:layer:b',
      LatestMatchingVersion: { Version: 2, CompatibleRuntimes: ['python3.12'] },
    },
  ]);
});

test('the newest that matches', async () => {
  const { Layers } = await lambda.listLayers({ CompatibleRuntime: 'nodejs22.x' });
  expect(Layers).toMatchObject([{ LayerName: 'b', LatestMatchingVersion: { Version: 1 } }]);
});

test('in pages', async () => {
  const { Layers, NextMarker } = await lambda.listLayers({ MaxItems: 1 });
  expect(Layers).toMatchObject([{ LayerName: 'a' }]);
  const next = await lambda.listLayers({ MaxItems: 1, Marker: NextMarker });
  expect(next).toMatchObject({ Layers: [{ LayerName: 'b' }] });
  expect(next.NextMarker).toBeUndefined();
});
