import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('takes it away, and is content when there is nothing', async () => {
  const Bucket = await bucket();
  await s3.putPublicAccessBlock({
    Bucket,
    PublicAccessBlockConfiguration: { BlockPublicAcls: true },
  });
  await s3.deletePublicAccessBlock({ Bucket });
  await s3.deletePublicAccessBlock({ Bucket });
  await expect(s3.getPublicAccessBlock({ Bucket })).rejects.toMatchObject(
    s3Fault('NoSuchPublicAccessBlockConfiguration', 404),
  );
});
