import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('says when there is none', async () => {
  const Bucket = await bucket();
  await s3.deletePublicAccessBlock({ Bucket });
  await expect(s3.getPublicAccessBlock({ Bucket })).rejects.toMatchObject(
    s3Fault('NoSuchPublicAccessBlockConfiguration', 404, { BucketName: Bucket }),
  );
  await s3.putPublicAccessBlock({
    Bucket,
    PublicAccessBlockConfiguration: { BlockPublicAcls: true },
  });
  expect(await s3.getPublicAccessBlock({ Bucket })).toMatchObject({
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: false,
      IgnorePublicAcls: false,
    },
  });
});
