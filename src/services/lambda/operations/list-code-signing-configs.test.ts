import { expect, test } from 'vitest';
import { createSigning } from '../fixtures/code-signing.ts';
import { startStack } from '../fixtures/stack.ts';

const { lambda } = await startStack();

test('all of them, in pages', async () => {
  expect((await lambda.listCodeSigningConfigs({})).CodeSigningConfigs).toEqual([]);
  const arns = [await createSigning(lambda, 'Warn'), await createSigning(lambda, 'Warn')];
  const first = await lambda.listCodeSigningConfigs({ MaxItems: 1 });
  const second = await lambda.listCodeSigningConfigs({ Marker: first.NextMarker });
  const listed = [...(first.CodeSigningConfigs ?? []), ...(second.CodeSigningConfigs ?? [])];
  expect(listed.map((each) => each.CodeSigningConfigArn).toSorted()).toEqual(arns.toSorted());
  expect(second.NextMarker).toBeUndefined();
});
