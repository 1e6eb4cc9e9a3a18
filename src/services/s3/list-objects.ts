/** What ListObjects, ListObjectsV2 and ListObjectVersions have in common. */
import type { _Object as WireObject, CommonPrefix } from '@aws-sdk/client-s3';
import type { Context } from '../context.ts';
import { invalidArgument } from './errors.ts';
import { given } from './given.ts';
import { ownerOf } from './grants.ts';
import { type ListPage, type ListRequest, listKeys } from './key-listing.ts';
import { PAGE_MAX } from './limits.ts';
import { quoted } from './object-answer.ts';
import { objects, type ObjectVersion } from './store.ts';

export interface NamedObject {
  key: string;
  object: ObjectVersion;
}

/** The newest versions of the keys of a bucket, without those that are deleted. */
export async function listObjects(
  context: Context,
  bucket: string,
  request: ListRequest,
): Promise<ListPage<NamedObject>> {
  return listKeys(request, (from, limit) =>
    readNewest(context, bucket, { from, limit }, (key, object) =>
      object.isDeleteMarker ? undefined : { key, object },
    ),
  );
}

/** Rows of the newest versions, as `listKeys` wants them. */
export async function readNewest<T>(
  context: Context,
  bucket: string,
  { from, limit }: { from: { key: string; inclusive: boolean }; limit: number },
  toItem: (key: string, object: ObjectVersion) => T | undefined,
): Promise<{ key: string; item: T | undefined }[]> {
  const first =
    from.inclusive && from.key !== ''
      ? await context.store.get(objects, [bucket, from.key])
      : undefined;
  const rest = await context.store.scan(objects, {
    prefix: [bucket],
    limit: limit - (first ? 1 : 0),
    ...(from.key !== '' && { after: [bucket, from.key] }),
  });
  const rows = rest.map(({ key, value }) => {
    const name = String(key[1]);
    return { key: name, item: toItem(name, value) };
  });
  return first ? [{ key: from.key, item: toItem(from.key, first) }, ...rows] : rows;
}

export interface ListInput {
  MaxKeys?: number | undefined;
  Prefix?: string | undefined;
  Delimiter?: string | undefined;
  EncodingType?: string | undefined;
}

/** @throws AwsError InvalidArgument */
export function toListRequest(input: ListInput, after: string): ListRequest {
  const limit = input.MaxKeys ?? PAGE_MAX;
  if (!Number.isInteger(limit) || limit < 0 || limit > 2 ** 31 - 1)
    throw invalidArgument(
      'Argument maxKeys must be an integer between 0 and 2147483647',
      'maxKeys',
      String(limit),
    );
  if (input.EncodingType !== undefined && input.EncodingType !== 'url')
    throw invalidArgument(
      'Invalid Encoding Method specified in Request',
      'encoding-type',
      input.EncodingType,
    );
  return {
    prefix: input.Prefix ?? '',
    delimiter: input.Delimiter ?? '',
    after,
    limit: Math.min(limit, PAGE_MAX),
  };
}

/** Encodes what may hold characters that XML does not have, when the client asked for it. */
export function keyEncoder({ EncodingType }: ListInput): (text: string) => string {
  if (EncodingType !== 'url') return (text) => text;
  return (text) =>
    encodeURIComponent(text)
      .replaceAll('%2F', '/')
      .replaceAll('%20', '+')
      .replace(/[!'()]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);
}

export function toWireObject(
  { key, object }: NamedObject,
  options: { encode: (text: string) => string; withOwner: boolean; withRestore: boolean },
): WireObject {
  return {
    Key: options.encode(key),
    LastModified: new Date(object.modifiedEpochMs),
    ETag: quoted(object.etag),
    ...(object.checksum && {
      ChecksumAlgorithm: [object.checksum.algorithm],
      ChecksumType: object.checksum.type,
    }),
    Size: object.sizeBytes,
    StorageClass: object.storageClass as NonNullable<WireObject['StorageClass']>,
    ...given({ Owner: options.withOwner ? ownerOf(object.owner) : undefined }),
    ...(options.withRestore &&
      object.restoredUntilEpochMs !== undefined && {
        RestoreStatus: {
          IsRestoreInProgress: false,
          RestoreExpiryDate: new Date(object.restoredUntilEpochMs),
        },
      }),
  };
}

export function toCommonPrefixes(
  list: readonly string[],
  encode: (text: string) => string,
): CommonPrefix[] {
  return list.map((prefix) => ({ Prefix: encode(prefix) }));
}
