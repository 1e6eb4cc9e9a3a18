import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('keeps a configuration by its id', async () => {
  const Bucket = await bucket();
  const given = {
    Id: 'one',
    Status: 'Enabled' as const,
    Tierings: [{ Days: 90, AccessTier: 'ARCHIVE_ACCESS' as const }],
  };
  await s3.putBucketIntelligentTieringConfiguration({
    Bucket,
    Id: 'one',
    IntelligentTieringConfiguration: given,
  });
  expect(
    (await s3.getBucketIntelligentTieringConfiguration({ Bucket, Id: 'one' }))
      .IntelligentTieringConfiguration,
  ).toMatchObject({ Id: 'one' });
  await expect(
    s3.putBucketIntelligentTieringConfiguration({
      Bucket,
      Id: 'two',
      IntelligentTieringConfiguration: given,
    }),
  ).rejects.toMatchObject(s3Fault('MalformedXML', 400));
});
