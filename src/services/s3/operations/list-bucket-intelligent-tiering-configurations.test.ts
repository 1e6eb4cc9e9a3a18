import { expect, it } from 'vitest';
import { startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('lists a hundred at a time', async () => {
  const Bucket = await bucket();
  const ids = Array.from({ length: 101 }, (_, n) => `id-${String(n).padStart(3, '0')}`);
  for (const Id of ids)
    await s3.putBucketIntelligentTieringConfiguration({
      Bucket,
      Id,
      IntelligentTieringConfiguration: {
        Id,
        Status: 'Enabled' as const,
        Tierings: [{ Days: 90, AccessTier: 'ARCHIVE_ACCESS' as const }],
      },
    });
  const first = await s3.listBucketIntelligentTieringConfigurations({ Bucket });
  expect([first.IntelligentTieringConfigurationList?.length, first.IsTruncated]).toEqual([
    100,
    true,
  ]);
  const rest = await s3.listBucketIntelligentTieringConfigurations({
    Bucket,
    ContinuationToken: first.NextContinuationToken!,
  });
  expect(rest).toMatchObject({
    IsTruncated: false,
    IntelligentTieringConfigurationList: [{ Id: 'id-100' }],
  });
});
