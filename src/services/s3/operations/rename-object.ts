import { operation } from '../../define-service.ts';
import { findBucket, laneOf, loadBucket } from '../bucket.ts';
import { assertCopyable, assertReadable, assertWritable } from '../conditions.ts';
import { dropContent } from '../content.ts';
import { invalidRequest } from '../errors.ts';
import { loadObject } from '../find-object.ts';
import { assertKey } from '../object-traits.ts';
import { s3State } from '../state.ts';
import { objects } from '../store.ts';

/**
 * AWS renames in directory buckets only; here, where there are none, it works in buckets that keep no
 * versions. https://docs.aws.amazon.com/AmazonS3/latest/API/API_RenameObject.html
 */
export const renameObject = operation('s3', 'RenameObject', async (input, context) => {
  const { name } = await loadBucket(context, input);
  const key = input.Key ?? '';
  assertKey(key);
  const source = decodeURIComponent((input.RenameSource ?? '').replace(/^\//, ''));
  const from = source.startsWith(`${name}/`) ? source.slice(name.length + 1) : source;
  if (from === key) throw invalidRequest('The source and the destination are the same.');
  const rows = [
    [objects, [name, from]],
    [objects, [name, key]],
    laneOf(name, key),
    laneOf(name, from),
  ] as const;
  const orphans = await context.store.transact(rows, async (tx) => {
    const bucket = await findBucket(tx, input);
    if (bucket.versioning !== undefined)
      throw invalidRequest('Objects cannot be renamed in a bucket that keeps versions.');
    const object = await loadObject(tx, name, { Key: from }, 'PUT');
    assertCopyable(
      {
        IfMatch: input.SourceIfMatch,
        IfNoneMatch: input.SourceIfNoneMatch,
        IfModifiedSince: input.SourceIfModifiedSince,
        IfUnmodifiedSince: input.SourceIfUnmodifiedSince,
      },
      object,
    );
    const before = await tx.get(objects, [name, key]);
    assertWritable(
      { IfMatch: input.DestinationIfMatch, IfNoneMatch: input.DestinationIfNoneMatch },
      before,
      key,
    );
    if (before) assertReadable({ IfUnmodifiedSince: input.DestinationIfUnmodifiedSince }, before);
    tx.delete(objects, [name, from]);
    tx.put(objects, [name, key], object);
    return before ? dropContent(tx, before.content) : [];
  });
  await s3State(context).blobs.remove(orphans);
  return {};
});
