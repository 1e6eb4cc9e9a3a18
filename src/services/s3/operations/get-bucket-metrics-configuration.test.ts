import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('says when there is none of that id', async () => {
  const Bucket = await bucket();
  await expect(s3.getBucketMetricsConfiguration({ Bucket, Id: 'none' })).rejects.toMatchObject(
    s3Fault('NoSuchConfiguration', 404),
  );
});
