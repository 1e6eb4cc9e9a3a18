import type { DeleteMarkerEntry, ObjectVersion as WireVersion } from '@aws-sdk/client-s3';
import type { Context } from '../../context.ts';
import { operation } from '../../define-service.ts';
import { loadBucket } from '../bucket.ts';
import { invalidArgument } from '../errors.ts';
import { assertVersionId } from '../find-object.ts';
import { given } from '../given.ts';
import { ownerOf } from '../grants.ts';
import { compareKeys, type ListPage, type ListRequest, listKeys } from '../key-listing.ts';
import {
  keyEncoder,
  readNewest,
  toCommonPrefixes,
  toListRequest,
  toWireObject,
} from '../list-objects.ts';
import { objects, type ObjectVersion, olderVersions } from '../store.ts';

interface NamedVersion {
  key: string;
  object: ObjectVersion;
  isLatest: boolean;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html */
export const listObjectVersions = operation('s3', 'ListObjectVersions', async (input, context) => {
  const { KeyMarker: keyMarker, VersionIdMarker: versionMarker } = input;
  if (versionMarker !== undefined && keyMarker === undefined)
    throw invalidArgument(
      'A version-id marker cannot be specified without a key marker.',
      'version-id-marker',
      versionMarker,
    );
  assertVersionId(versionMarker);
  const request = toListRequest(input, keyMarker ?? '');
  const bucket = await loadBucket(context, input);
  const { page, nextVersion } = await listVersions(context, bucket.name, request, versionMarker);
  const encode = keyEncoder(input);
  const shown = page.items.map((each) => toWire(each, encode));
  return {
    Name: bucket.name,
    Prefix: encode(request.prefix),
    KeyMarker: encode(keyMarker ?? ''),
    VersionIdMarker: versionMarker ?? '',
    MaxKeys: request.limit,
    IsTruncated: page.next !== undefined,
    Versions: shown.filter((_, at) => !page.items[at]!.object.isDeleteMarker),
    DeleteMarkers: shown.filter((_, at) => page.items[at]!.object.isDeleteMarker),
    CommonPrefixes: toCommonPrefixes(page.commonPrefixes, encode),
    ...given({
      Delimiter: input.Delimiter === undefined ? undefined : encode(input.Delimiter),
      EncodingType: input.EncodingType,
      NextKeyMarker: page.next === undefined ? undefined : encode(page.next),
      NextVersionIdMarker: nextVersion,
    }),
  };
});

/** All versions of a key count: a page may end, and the next begin, between two of one key. */
async function listVersions(
  context: Context,
  bucket: string,
  request: ListRequest,
  versionMarker: string | undefined,
): Promise<{ page: ListPage<NamedVersion>; nextVersion: string | undefined }> {
  const begun =
    versionMarker === undefined ? [] : await behind(context, bucket, request.after, versionMarker);
  // One more than fits tells whether there is another page. Keys are counted here, and each may have
  // several versions, so what is too much is cut off.
  const page = await listKeys<NamedVersion>(
    { ...request, limit: Math.max(request.limit + 1 - begun.length, 0) },
    (from, limit) =>
      readNewest(context, bucket, { from, limit }, (key, object) => ({
        key,
        object,
        isLatest: true,
      })),
  );
  const items: NamedVersion[] = [...begun];
  for (const newest of page.items)
    items.push(newest, ...(await olderThan(context, bucket, newest.key)));
  return cut(items, page.commonPrefixes, request.limit);
}

function cut(
  items: NamedVersion[],
  commonPrefixes: string[],
  limit: number,
): { page: ListPage<NamedVersion>; nextVersion: string | undefined } {
  const order = [
    ...items.map((item) => ({ key: item.key, item })),
    ...commonPrefixes.map((key) => ({ key, item: undefined })),
  ].toSorted((a, b) => compareKeys(a.key, b.key));
  const kept = order.slice(0, limit);
  const last = order.length > limit && limit > 0 ? kept.at(-1) : undefined;
  return {
    page: {
      items: kept.flatMap(({ item }) => item ?? []),
      commonPrefixes: kept.filter(({ item }) => !item).map(({ key }) => key),
      next: last?.key,
    },
    nextVersion: last?.item?.object.versionId,
  };
}

async function olderThan(context: Context, bucket: string, key: string): Promise<NamedVersion[]> {
  const rows = await context.store.scan(olderVersions, { prefix: [bucket, key] });
  return rows.map(({ value }) => ({ key, object: value, isLatest: false }));
}

/** What is left of a key behind one of its versions. */
async function behind(
  context: Context,
  bucket: string,
  key: string,
  versionId: string,
): Promise<NamedVersion[]> {
  const newest = await context.store.get(objects, [bucket, key]);
  if (!newest) return [];
  const all = [{ key, object: newest, isLatest: true }, ...(await olderThan(context, bucket, key))];
  const at = all.findIndex(({ object }) => object.versionId === versionId);
  return at < 0 ? [] : all.slice(at + 1);
}

function toWire(
  { key, object, isLatest }: NamedVersion,
  encode: (text: string) => string,
): WireVersion & DeleteMarkerEntry {
  const common = { IsLatest: isLatest, VersionId: object.versionId, Owner: ownerOf(object.owner) };
  if (object.isDeleteMarker)
    return { Key: encode(key), LastModified: new Date(object.modifiedEpochMs), ...common };
  const wire = toWireObject(
    { key, object },
    { encode, withOwner: false, withRestore: false },
  ) as WireVersion;
  return { ...wire, ...common };
}
