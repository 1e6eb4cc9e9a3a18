import { operation } from '../../define-service.ts';
import { malformedXml } from '../errors.ts';
import { putSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketRequestPayment.html */
export const putBucketRequestPayment = operation(
  's3',
  'PutBucketRequestPayment',
  async (input, context) => {
    const payer = input.RequestPaymentConfiguration?.Payer;
    if (payer !== 'Requester' && payer !== 'BucketOwner') throw malformedXml();
    await putSetting(context, input, 'requestPayment', { Payer: payer });
    return {};
  },
);
