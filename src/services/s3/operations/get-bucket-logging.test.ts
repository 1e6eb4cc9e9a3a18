import { expect, it } from 'vitest';
import { startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('is off at first', async () => {
  const answer = await s3.getBucketLogging({ Bucket: await bucket() });
  expect(answer.LoggingEnabled).toBeUndefined();
});
