import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('deletes only what is empty', async () => {
  const Bucket = await bucket();
  await s3.putObject({ Bucket, Key: 'k', Body: 'x' });
  await expect(s3.deleteBucket({ Bucket })).rejects.toMatchObject(
    s3Fault('BucketNotEmpty', 409, { BucketName: Bucket }),
  );
  await s3.deleteObject({ Bucket, Key: 'k' });
  await s3.createMultipartUpload({ Bucket, Key: 'unfinished' });
  await s3.deleteBucket({ Bucket });
  await expect(s3.headBucket({ Bucket })).rejects.toMatchObject({ name: 'NotFound' });
  await s3.createBucket({ Bucket });
  expect((await s3.listMultipartUploads({ Bucket })).Uploads).toBeUndefined();
});

it('counts delete markers', async () => {
  const Bucket = await bucket({ versioned: true });
  await s3.deleteObject({ Bucket, Key: 'never-was' });
  await expect(s3.deleteBucket({ Bucket })).rejects.toMatchObject({
    name: 'BucketNotEmpty',
    message:
      'The bucket you tried to delete is not empty. You must delete all versions in the bucket.',
  });
});

it('never loses an object to a deletion at the same time', async () => {
  for (let round = 0; round < 5; round++) {
    const Bucket = await bucket();
    const put = s3.putObject({ Bucket, Key: 'k', Body: 'x' }).then(
      () => true,
      () => false,
    );
    const gone = s3.deleteBucket({ Bucket }).then(
      () => true,
      () => false,
    );
    expect([await put, await gone].filter(Boolean)).toHaveLength(1);
  }
});
