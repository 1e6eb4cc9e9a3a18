import { expect, it } from 'vitest';
import { startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('is empty at first', async () => {
  const answer = await s3.getBucketNotificationConfiguration({ Bucket: await bucket() });
  expect(answer.LambdaFunctionConfigurations).toBeUndefined();
});
