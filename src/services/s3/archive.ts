/** Archived storage classes: https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects.html */
import { s3Error } from './errors.ts';
import type { ObjectVersion } from './store.ts';

export function isArchiveClass(storageClass: string): boolean {
  return storageClass === 'GLACIER' || storageClass === 'DEEP_ARCHIVE';
}

/** Whether the bytes must be restored before they can be read. */
export function isArchived(object: ObjectVersion, nowEpochMs: number): boolean {
  return isArchiveClass(object.storageClass) && !((object.restoredUntilEpochMs ?? 0) > nowEpochMs);
}

export function archivedError({ storageClass }: ObjectVersion): Error {
  return s3Error(
    403,
    'InvalidObjectState',
    "The operation is not valid for the object's storage class",
    { StorageClass: storageClass },
  );
}
