import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('gives back rules, dates as dates, with an id for each', async () => {
  const Bucket = await bucket();
  await expect(s3.getBucketLifecycleConfiguration({ Bucket })).rejects.toMatchObject(
    s3Fault('NoSuchLifecycleConfiguration', 404),
  );
  const date = new Date(Date.UTC(2030, 0, 1));
  await s3.putBucketLifecycleConfiguration({
    Bucket,
    LifecycleConfiguration: {
      Rules: [
        { ID: 'dated', Status: 'Enabled', Filter: { Prefix: 'a/' }, Expiration: { Date: date } },
        {
          Status: 'Disabled',
          Filter: { And: { Prefix: 'b', Tags: [{ Key: 'k', Value: 'v' }] } },
          Transitions: [{ Days: 30, StorageClass: 'GLACIER' }],
        },
      ],
    },
  });
  const { Rules } = await s3.getBucketLifecycleConfiguration({ Bucket });
  expect(Rules?.[0]).toMatchObject({ ID: 'dated', Expiration: { Date: date } });
  expect(Rules?.[1]).toMatchObject({ ID: expect.any(String), Status: 'Disabled' });
});
