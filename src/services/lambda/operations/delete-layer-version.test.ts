import { expect, test } from 'vitest';
import { startStack, zip } from '../fixtures/stack.ts';

const { lambda, createActive, call } = await startStack();
const layer = { LayerName: 'words', VersionNumber: 1 };

test('functions that use the version go on working; new ones cannot have it', async () => {
  const { LayerVersionArn = '' } = await lambda.publishLayerVersion({
    LayerName: 'words',
    Content: { ZipFile: await zip({ 'nodejs/node_modules/word.js': "module.exports = 'kept';" }) },
  });
  const source = "exports.handler = async () => require('word');";
  await createActive('user', source, { Layers: [LayerVersionArn] });
  expect(await lambda.deleteLayerVersion(layer)).toMatchObject({
    $metadata: { httpStatusCode: 204 },
  });
  await expect(lambda.getLayerVersion(layer)).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  expect(await call('user')).toBe('kept');
  expect(await lambda.getFunctionConfiguration({ FunctionName: 'user' })).toMatchObject({
    Layers: [{ Arn: LayerVersionArn }],
  });
  await expect(createActive('late', source, { Layers: [LayerVersionArn] })).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: `Layer version ${LayerVersionArn} does not exist.`,
  });
});

test('deleting again, or what never was, succeeds', async () => {
  await lambda.deleteLayerVersion(layer);
  await lambda.deleteLayerVersion({ LayerName: 'never', VersionNumber: 9 });
  await expect(lambda.deleteLayerVersion({ ...layer, VersionNumber: -1 })).rejects.toMatchObject({
    message: 'Layer Version Cannot be less than 1',
  });
});
