import type { Store, StoreTransaction } from '../store.ts';
import { invalidArgument, methodNotAllowed, noSuchKey, noSuchVersion } from './errors.ts';
import type { ObjectVersion } from './store.ts';
import { findVersion, isVersionId, NULL_VERSION } from './versions.ts';

export interface ObjectInput {
  Key: string | undefined;
  VersionId?: string | undefined;
}

/** @throws AwsError InvalidArgument for what cannot be the id of a version */
export function assertVersionId(versionId: string | undefined): void {
  if (versionId === undefined || isVersionId(versionId)) return;
  throw versionId === ''
    ? invalidArgument('Version id cannot be the empty string', 'versionId', '')
    : invalidArgument('Invalid version id specified', 'versionId', versionId);
}

/**
 * The version that a reader asks for.
 * @param method named in the error for a delete marker
 * @throws AwsError NoSuchKey, NoSuchVersion, MethodNotAllowed (a delete marker by its id), InvalidArgument
 */
export async function loadObject(
  store: Pick<Store | StoreTransaction, 'get'>,
  bucket: string,
  { Key, VersionId }: ObjectInput,
  method: string,
): Promise<ObjectVersion> {
  const key = Key ?? '';
  assertVersionId(VersionId);
  const version = await findVersion(store, bucket, key, VersionId);
  if (!version) throw VersionId === undefined ? noSuchKey(key) : noSuchVersion(key, VersionId);
  if (!version.isDeleteMarker) return version;
  const headers = { 'x-amz-delete-marker': 'true', 'x-amz-version-id': version.versionId };
  if (VersionId === undefined) throw noSuchKey(key, headers);
  const error = methodNotAllowed(method, 'DeleteMarker');
  Object.assign(error.headers, {
    ...headers,
    allow: 'DELETE',
    'last-modified': new Date(version.modifiedEpochMs).toUTCString(),
  });
  throw error;
}

/** Answers name a version only where versions are kept. */
export function shownVersionId(
  bucket: { versioning?: string },
  version: Pick<ObjectVersion, 'versionId'>,
): string | undefined {
  return bucket.versioning === undefined && version.versionId === NULL_VERSION
    ? undefined
    : version.versionId;
}
