import type { LifecycleRule } from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import { startS3 } from '../fixture.ts';

const { s3, bucket, stack } = await startS3();
const DAY_MS = 86_400_000;

const rule = (Bucket: string, ...Rules: Partial<LifecycleRule>[]) =>
  s3.putBucketLifecycleConfiguration({
    Bucket,
    LifecycleConfiguration: {
      Rules: Rules.map((each) => ({ Status: 'Enabled' as const, Filter: { Prefix: '' }, ...each })),
    },
  });
const keys = async (Bucket: string) =>
  (await s3.listObjectsV2({ Bucket })).Contents?.map(({ Key }) => Key) ?? [];

it('ends what a rule covers, and says when beforehand', async () => {
  const Bucket = await bucket();
  await rule(Bucket, { ID: 'logs', Filter: { Prefix: 'logs/' }, Expiration: { Days: 2 } });
  for (const Key of ['logs/a', 'kept']) await s3.putObject({ Bucket, Key, Body: 'x' });
  expect((await s3.headObject({ Bucket, Key: 'logs/a' })).Expiration).toMatch(
    /^expiry-date="\w{3}, \d\d \w{3} \d{4} 00:00:00 GMT", rule-id="logs"$/,
  );
  await stack.clock.advance(DAY_MS);
  expect(await keys(Bucket)).toEqual(['kept', 'logs/a']);
  await stack.clock.advance(2 * DAY_MS);
  expect(await keys(Bucket)).toEqual(['kept']);
});

it('chooses by tag and size', async () => {
  const Bucket = await bucket();
  await rule(Bucket, {
    Filter: { And: { Tags: [{ Key: 'temporary', Value: 'yes' }], ObjectSizeGreaterThan: 3 } },
    Expiration: { Days: 1 },
  });
  await s3.putObject({ Bucket, Key: 'tagged', Body: 'long enough', Tagging: 'temporary=yes' });
  await s3.putObject({ Bucket, Key: 'small', Body: 'x', Tagging: 'temporary=yes' });
  await s3.putObject({ Bucket, Key: 'plain', Body: 'long enough' });
  await stack.clock.advance(2 * DAY_MS);
  expect(await keys(Bucket)).toEqual(['plain', 'small']);
});

it('hides versions, ends old ones, and clears markers that hide nothing', async () => {
  const Bucket = await bucket({ versioned: true });
  for (const Body of ['1', '2', '3']) await s3.putObject({ Bucket, Key: 'k', Body });
  await rule(
    Bucket,
    { ID: 'end', Expiration: { Days: 1 } },
    { ID: 'old', NoncurrentVersionExpiration: { NoncurrentDays: 3 } },
    { ID: 'markers', Expiration: { ExpiredObjectDeleteMarker: true } },
  );
  await stack.clock.advance(2 * DAY_MS);
  const hidden = await s3.listObjectVersions({ Bucket });
  expect([hidden.Versions?.length, hidden.DeleteMarkers?.length]).toEqual([3, 1]);
  await stack.clock.advance(8 * DAY_MS);
  const gone = await s3.listObjectVersions({ Bucket });
  expect([gone.Versions ?? [], gone.DeleteMarkers ?? []]).toEqual([[], []]);
});

it('aborts uploads that were left', async () => {
  const Bucket = await bucket();
  await rule(Bucket, { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } });
  const { UploadId } = await s3.createMultipartUpload({ Bucket, Key: 'k' });
  await s3.uploadPart({ Bucket, Key: 'k', UploadId, PartNumber: 1, Body: 'x' });
  await stack.clock.advance(3 * DAY_MS);
  expect((await s3.listMultipartUploads({ Bucket })).Uploads ?? []).toEqual([]);
});

it('leaves what object lock holds', async () => {
  const Bucket = await bucket({ locked: true });
  await s3.putObject({ Bucket, Key: 'k', Body: '1', ObjectLockLegalHoldStatus: 'ON' });
  await s3.putObject({ Bucket, Key: 'k', Body: '2' });
  await rule(Bucket, { NoncurrentVersionExpiration: { NoncurrentDays: 1 } });
  await stack.clock.advance(3 * DAY_MS);
  expect((await s3.listObjectVersions({ Bucket })).Versions).toHaveLength(2);
});
