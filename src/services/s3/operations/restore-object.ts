import { notImplemented } from '../../../protocol/aws-error.ts';
import { operation } from '../../define-service.ts';
import { isArchiveClass } from '../archive.ts';
import { changeObject } from '../change-object.ts';
import { malformedXml, s3Error } from '../errors.ts';
import { daysLater } from '../lifecycle-expiration.ts';

/** Restores at once, where AWS takes minutes or hours. https://docs.aws.amazon.com/AmazonS3/latest/API/API_RestoreObject.html */
export const restoreObject = operation('s3', 'RestoreObject', async (input, context) => {
  const { Days: days, Type: type } = input.RestoreRequest ?? {};
  if (type !== undefined) throw notImplemented('s3', 'RestoreObject', 'requests of type SELECT');
  if (days === undefined || !(days > 0)) throw malformedXml();
  await changeObject(
    context,
    input,
    (version) => {
      if (!isArchiveClass(version.storageClass))
        throw s3Error(
          403,
          'InvalidObjectState',
          "Restore is not allowed for the object's current storage class",
          { StorageClass: version.storageClass },
        );
      return { ...version, restoredUntilEpochMs: daysLater(context.clock.now(), days) };
    },
    { method: 'POST', event: 'ObjectRestore:Completed' },
  );
  return {};
});
