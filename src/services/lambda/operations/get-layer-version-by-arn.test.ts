import { expect, test } from 'vitest';
import { startStack, zip } from '../fixtures/stack.ts';

const { lambda } = await startStack();
const { $metadata: _, ...published } = await lambda.publishLayerVersion({
  LayerName: 'tools',
  Content: { ZipFile: await zip({ a: 'a' }) },
});

test('answers what was published', async () => {
  expect(await lambda.getLayerVersionByArn({ Arn: published.LayerVersionArn })).toMatchObject(
    published,
  );
});

test.each([
  [`${published.LayerArn}`, 'ValidationException', /^1 validation error detected: Value 'arn:aws/],
  [
    `${published.LayerArn}:2`,
    'ResourceNotFoundException',
    /^The resource you requested does not exist\.$/,
  ],
  [
    'arn:aws:lambda:us-east-1:111122223333:layer:x:1',
    'AccessDeniedException',
    /not authorized to perform: lambda:GetLayerVersion/,
  ],
])('%s is refused', async (Arn, name, message) => {
  await expect(lambda.getLayerVersionByArn({ Arn })).rejects.toMatchObject({
    name,
    message: expect.stringMatching(message),
  });
});
