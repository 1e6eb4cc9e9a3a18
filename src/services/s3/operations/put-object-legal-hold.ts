import { operation } from '../../define-service.ts';
import { changeObject } from '../change-object.ts';
import { malformedXml } from '../errors.ts';
import { assertLockable } from '../object-traits.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectLegalHold.html */
export const putObjectLegalHold = operation('s3', 'PutObjectLegalHold', async (input, context) => {
  const status = input.LegalHold?.Status;
  if (status !== 'ON' && status !== 'OFF') throw malformedXml();
  await changeObject(context, input, (version, bucket) => {
    assertLockable(bucket);
    return { ...version, legalHold: status === 'ON' };
  });
  return {};
});
