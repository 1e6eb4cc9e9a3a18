import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('says when there is none', async () => {
  const Bucket = await bucket();
  await expect(s3.getBucketReplication({ Bucket })).rejects.toMatchObject(
    s3Fault('ReplicationConfigurationNotFoundError', 404),
  );
});
