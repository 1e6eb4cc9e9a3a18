import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3 } = await startS3();

it('lists the buckets of the account, by name and page by page', async () => {
  for (const Bucket of ['zeta', 'alpha', 'beta-1', 'beta-2']) await s3.createBucket({ Bucket });
  const all = await s3.listBuckets();
  expect(all.Buckets?.map(({ Name }) => Name)).toEqual(['alpha', 'beta-1', 'beta-2', 'zeta']);
  expect(all.Owner?.ID).toMatch(/^[0-9a-f]{64}$/);
  const first = await s3.listBuckets({ Prefix: 'beta', MaxBuckets: 1 });
  expect(first.Buckets).toMatchObject([{ Name: 'beta-1', BucketRegion: 'us-east-1' }]);
  const rest = await s3.listBuckets({
    Prefix: 'beta',
    ContinuationToken: first.ContinuationToken!,
  });
  expect([rest.Buckets?.map(({ Name }) => Name), rest.ContinuationToken]).toEqual([
    ['beta-2'],
    undefined,
  ]);
  expect((await s3.listBuckets({ BucketRegion: 'eu-west-1' })).Buckets ?? []).toEqual([]);
  await expect(s3.listBuckets({ MaxBuckets: 0 })).rejects.toMatchObject(
    s3Fault('InvalidArgument', 400),
  );
});
