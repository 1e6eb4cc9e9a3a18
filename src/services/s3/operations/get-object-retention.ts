import { operation } from '../../define-service.ts';
import { readObjectRecord } from '../change-object.ts';
import { noObjectLock } from '../object-lock.ts';
import { assertLockable } from '../object-traits.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectRetention.html */
export const getObjectRetention = operation('s3', 'GetObjectRetention', async (input, context) => {
  const { bucket, object } = await readObjectRecord(context, input);
  assertLockable(bucket);
  if (!object.retention) throw noObjectLock();
  const { mode, untilEpochMs } = object.retention;
  return { Retention: { Mode: mode, RetainUntilDate: new Date(untilEpochMs) } };
});
