import { S3 } from '@aws-sdk/client-s3';
import { it, expect } from 'vitest';
import { createStack } from '/work/wt/s3/src/stack/create-stack.ts';
it('x', async () => {
  await using stack = await createStack();
  const s3 = stack.client(S3);
  await s3.createBucket({ Bucket: 'bkt' });
  console.log(
    await s3.putObject({ Bucket: 'bkt', Key: 'a/b c.txt', Body: 'hello', Metadata: { x: 'y' } }),
  );
  const got = await s3.getObject({ Bucket: 'bkt', Key: 'a/b c.txt' });
  console.log(
    got.$metadata,
    await got.Body!.transformToString(),
    got.ETag,
    got.Metadata,
    got.ContentType,
  );
  console.log(await s3.headObject({ Bucket: 'bkt', Key: 'a/b c.txt', Range: 'bytes=1-2' }));
  const big = Buffer.alloc(30e6, 'x');
  await s3.putObject({ Bucket: 'bkt', Key: 'big', Body: big });
  const g2 = await s3.getObject({ Bucket: 'bkt', Key: 'big', Range: 'bytes=10-20000000' });
  expect((await g2.Body!.transformToByteArray()).length).toBe(20000000 - 9);
  console.log(
    await s3.getObject({ Bucket: 'bkt', Key: 'nope' }).catch((e) => [e.name, e.message, e.Key]),
  );
  console.log(
    await s3
      .putObject({ Bucket: 'nope', Key: 'nope', Body: big })
      .catch((e) => [e.name, e.message, e.$response?.statusCode]),
  );
  console.log(await s3.listBuckets());
  console.log(
    await s3.deleteBucket({ Bucket: 'bkt' }).catch((e) => [e.name, e.message, e.BucketName]),
  );
  console.log(
    await s3.deleteObjects({
      Bucket: 'bkt',
      Delete: { Objects: [{ Key: 'a/b c.txt' }, { Key: 'big' }] },
    }),
  );
  console.log(await s3.deleteBucket({ Bucket: 'bkt' }));
});
