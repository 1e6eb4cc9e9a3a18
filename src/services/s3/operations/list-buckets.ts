import type { Context } from '../../context.ts';
import { operation } from '../../define-service.ts';
import { invalidArgument } from '../errors.ts';
import { given } from '../given.ts';
import { ownerOf } from '../grants.ts';
import { BUCKETS_PAGE_MAX } from '../limits.ts';
import { decodeToken, encodeToken } from '../page-token.ts';
import { buckets, type BucketRecord, ownedBuckets } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html */
export const listBuckets = operation('s3', 'ListBuckets', async (input, context) => {
  const limit = input.MaxBuckets ?? BUCKETS_PAGE_MAX;
  if (limit < 1 || limit > BUCKETS_PAGE_MAX)
    throw invalidArgument(
      `Argument max-buckets must be an integer between 1 and ${BUCKETS_PAGE_MAX}`,
      'max-buckets',
      String(limit),
    );
  const after =
    input.ContinuationToken === undefined ? undefined : decodeToken(input.ContinuationToken);
  const found = await ownBuckets(context, after, ({ name, region }) => {
    const { Prefix, BucketRegion } = input;
    return name.startsWith(Prefix ?? '') && (BucketRegion === undefined || region === BucketRegion);
  });
  const page = found.slice(0, limit);
  return {
    Buckets: page.map((bucket) => ({
      Name: bucket.name,
      CreationDate: new Date(bucket.createdEpochMs),
      // Without paging or filters the answer has its old form.
      ...(isPaged(input) && { BucketRegion: bucket.region }),
      BucketArn: `arn:aws:s3:::${bucket.name}`,
    })),
    Owner: ownerOf(context.account),
    ...given({
      Prefix: input.Prefix,
      ContinuationToken: found.length > limit ? encodeToken(page.at(-1)!.name) : undefined,
    }),
  };
});

function isPaged(input: object): boolean {
  return ['MaxBuckets', 'Prefix', 'BucketRegion', 'ContinuationToken'].some(
    (name) => name in input,
  );
}

async function ownBuckets(
  context: Context,
  after: string | undefined,
  isWanted: (bucket: BucketRecord) => boolean,
): Promise<BucketRecord[]> {
  const rows = await context.store.scan(
    ownedBuckets,
    after === undefined ? {} : { after: [after] },
  );
  const all = await Promise.all(rows.map(({ key }) => context.store.get(buckets, key)));
  return all.filter((bucket) => bucket !== undefined).filter(isWanted);
}
