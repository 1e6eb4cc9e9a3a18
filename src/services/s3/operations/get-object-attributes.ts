import type { GetObjectAttributesOutput } from '@aws-sdk/client-s3';
import type { Context } from '../../context.ts';
import { operation } from '../../define-service.ts';
import { loadBucket } from '../bucket.ts';
import { partsOf } from '../content.ts';
import { assertCustomerKey, toCustomerKey } from '../customer-key.ts';
import { invalidArgument } from '../errors.ts';
import { loadObject, shownVersionId } from '../find-object.ts';
import { given } from '../given.ts';
import { PAGE_MAX } from '../limits.ts';
import { checksumMembers } from '../object-answer.ts';
import type { ObjectVersion } from '../store.ts';

const ATTRIBUTES = new Set(['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize']);

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html */
export const getObjectAttributes = operation(
  's3',
  'GetObjectAttributes',
  async (input, context) => {
    const wanted = new Set<string>(input.ObjectAttributes ?? []);
    const unknown = [...wanted].find((name) => !ATTRIBUTES.has(name));
    if (wanted.size === 0 || unknown !== undefined)
      throw invalidArgument(
        'Invalid attribute name specified.',
        'x-amz-object-attributes',
        unknown ?? '',
      );
    const bucket = await loadBucket(context, input);
    const object = await loadObject(context.store, bucket.name, input, 'GET');
    assertCustomerKey(object.encryption.customerKeyMd5, toCustomerKey(input));
    const { checksum } = object;
    const isParts = wanted.has('ObjectParts') && object.partCount !== undefined;
    return {
      LastModified: new Date(object.modifiedEpochMs),
      ...given({
        VersionId: shownVersionId(bucket, object),
        ETag: wanted.has('ETag') ? object.etag : undefined,
        Checksum: wanted.has('Checksum') && checksum ? bare(checksum) : undefined,
        ObjectParts: isParts ? await describeParts(context, object, input) : undefined,
        StorageClass: wanted.has('StorageClass') ? (object.storageClass as 'STANDARD') : undefined,
        ObjectSize: wanted.has('ObjectSize') ? object.sizeBytes : undefined,
      }),
    };
  },
);

/** Here a checksum of checksums stands without the number of parts. */
function bare(checksum: NonNullable<ObjectVersion['checksum']>) {
  return checksumMembers({ ...checksum, value: checksum.value.replace(/-\d+$/, '') });
}

async function describeParts(
  context: Context,
  object: ObjectVersion,
  input: { MaxParts?: number | undefined; PartNumberMarker?: string | undefined },
): Promise<GetObjectAttributesOutput['ObjectParts']> {
  const all = (await partsOf(context.store, object.content)) ?? [];
  const marker = Number(input.PartNumberMarker ?? 0) || 0;
  const limit = Math.min(input.MaxParts ?? PAGE_MAX, PAGE_MAX);
  // Parts are numbered anew in the object.
  const rest = all.map((part, at) => ({ part, number: at + 1 })).slice(marker);
  const page = rest.slice(0, limit);
  const { checksum } = object;
  return {
    TotalPartsCount: all.length,
    PartNumberMarker: String(marker),
    NextPartNumberMarker: String(page.at(-1)?.number ?? 0),
    MaxParts: limit,
    IsTruncated: rest.length > limit,
    // AWS lists parts only where it keeps a checksum of each.
    ...(checksum?.type === 'COMPOSITE' && {
      Parts: page.map(({ part, number }) => ({
        PartNumber: number,
        Size: part.sizeBytes,
        [`Checksum${checksum.algorithm}`]: part.checksum,
      })),
    }),
  };
}
