import { expect, it } from 'vitest';
import { startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('takes one away and leaves the others', async () => {
  const Bucket = await bucket();
  for (const Id of ['a', 'b'])
    await s3.putBucketIntelligentTieringConfiguration({
      Bucket,
      Id,
      IntelligentTieringConfiguration: {
        Id,
        Status: 'Enabled' as const,
        Tierings: [{ Days: 90, AccessTier: 'ARCHIVE_ACCESS' as const }],
      },
    });
  await s3.deleteBucketIntelligentTieringConfiguration({ Bucket, Id: 'a' });
  const { IntelligentTieringConfigurationList } =
    await s3.listBucketIntelligentTieringConfigurations({ Bucket });
  expect(IntelligentTieringConfigurationList?.map(({ Id }) => Id)).toEqual(['b']);
});
