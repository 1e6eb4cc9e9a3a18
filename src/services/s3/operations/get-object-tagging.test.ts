import { expect, it } from 'vitest';
import { startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('reads the tags of a version', async () => {
  const Bucket = await bucket({ versioned: true });
  const { VersionId } = await s3.putObject({ Bucket, Key: 'k', Body: 'x', Tagging: 'v=1' });
  await s3.putObject({ Bucket, Key: 'k', Body: 'y' });
  expect((await s3.getObjectTagging({ Bucket, Key: 'k' })).TagSet ?? []).toEqual([]);
  expect(await s3.getObjectTagging({ Bucket, Key: 'k', VersionId: VersionId! })).toMatchObject({
    VersionId,
    TagSet: [{ Key: 'v', Value: '1' }],
  });
});
