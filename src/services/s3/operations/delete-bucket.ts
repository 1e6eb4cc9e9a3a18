import { operation } from '../../define-service.ts';
import { allLanes, findBucket, loadBucket } from '../bucket.ts';
import { s3Error } from '../errors.ts';
import { dropUpload } from '../multipart.ts';
import { s3State } from '../state.ts';
import { buckets, objects, ownedBuckets, settings, uploads } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html */
export const deleteBucket = operation('s3', 'DeleteBucket', async (input, context) => {
  const { name } = await loadBucket(context, input);
  const rows = [[buckets, [name]], [ownedBuckets, [name]], ...allLanes(name)] as const;
  const orphans = await context.store.transact(rows, async (tx) => {
    const bucket = await findBucket(tx, input);
    const [first] = await tx.scan(objects, { prefix: [name], limit: 1 });
    if (first) throw notEmpty(name, bucket.versioning !== undefined);
    tx.delete(buckets, [name]);
    tx.delete(ownedBuckets, [name]);
    for (const { key } of await tx.scan(settings, { prefix: [name] })) tx.delete(settings, key);
    // Uploads that were never completed go with their bucket.
    const open = await tx.scan(uploads, { prefix: [name] });
    return (await Promise.all(open.map(({ value }) => dropUpload(tx, value)))).flat();
  });
  await s3State(context).blobs.remove(orphans);
  return {};
});

function notEmpty(name: string, isVersioned: boolean): Error {
  const hint = isVersioned ? '. You must delete all versions in the bucket.' : '';
  return s3Error(409, 'BucketNotEmpty', `The bucket you tried to delete is not empty${hint}`, {
    BucketName: name,
  });
}
