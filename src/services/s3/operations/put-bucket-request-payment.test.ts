import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('keeps who pays', async () => {
  const Bucket = await bucket();
  const put = (Payer: string) =>
    s3.putBucketRequestPayment({
      Bucket,
      RequestPaymentConfiguration: { Payer: Payer as 'Requester' },
    });
  await put('Requester');
  expect((await s3.getBucketRequestPayment({ Bucket })).Payer).toBe('Requester');
  await expect(put('Nobody')).rejects.toMatchObject(s3Fault('MalformedXML', 400));
});
