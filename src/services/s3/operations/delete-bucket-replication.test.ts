import { expect, it } from 'vitest';
import { startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('is content when there is none', async () => {
  const Bucket = await bucket();
  const answer = await s3.deleteBucketReplication({ Bucket });
  expect(answer.$metadata.httpStatusCode).toBe(204);
});
