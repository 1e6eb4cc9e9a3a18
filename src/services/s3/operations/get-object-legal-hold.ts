import { operation } from '../../define-service.ts';
import { readObjectRecord } from '../change-object.ts';
import { noObjectLock } from '../object-lock.ts';
import { assertLockable } from '../object-traits.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectLegalHold.html */
export const getObjectLegalHold = operation('s3', 'GetObjectLegalHold', async (input, context) => {
  const { bucket, object } = await readObjectRecord(context, input);
  assertLockable(bucket);
  if (object.legalHold === undefined) throw noObjectLock();
  return { LegalHold: { Status: object.legalHold ? ('ON' as const) : ('OFF' as const) } };
});
