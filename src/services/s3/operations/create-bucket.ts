import type { CreateBucketRequest } from '@aws-sdk/client-s3';
import type { Context } from '../../context.ts';
import { operation, serviceError } from '../../define-service.ts';
import { isBucketName } from '../bucket-name.ts';
import { canonicalId } from '../canonical-id.ts';
import { invalidArgument, invalidBucketName, s3Error } from '../errors.ts';
import { grantsOf, hasAcl, OWNERSHIPS, ownerOf, toWireGrants } from '../grants.ts';
import { BUCKETS_PER_ACCOUNT } from '../limits.ts';
import { FIRST_REGION, isRegion } from '../regions.ts';
import { buckets, type BucketRecord, ownedBuckets, settings } from '../store.ts';
import { toTags } from '../tag-set.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
export const createBucket = operation('s3', 'CreateBucket', async (input, context) => {
  const name = input.Bucket ?? '';
  if (!isBucketName(name)) throw invalidBucketName(name);
  const bucket: BucketRecord = {
    name,
    account: context.account,
    region: toRegion(context, input),
    createdEpochMs: context.clock.now(),
    ...(input.ObjectLockEnabledForBucket && { objectLock: true, versioning: 'Enabled' }),
  };
  const given = settingsOf(bucket, input);
  await context.store.transact(
    [
      [buckets, [name]],
      [ownedBuckets, [name]],
    ],
    async (tx) => {
      const existing = await tx.get(buckets, [name]);
      if (existing) return assertSame(context, existing, bucket);
      const owned = await tx.scan(ownedBuckets, { limit: BUCKETS_PER_ACCOUNT });
      if (owned.length >= BUCKETS_PER_ACCOUNT) throw tooMany();
      tx.put(buckets, [name], bucket);
      tx.put(ownedBuckets, [name], true);
      for (const [kind, value] of given) tx.put(settings, [name, kind], value);
    },
  );
  return {
    Location: bucket.region === FIRST_REGION ? `/${name}` : `http://${name}.s3.amazonaws.com/`,
    BucketArn: `arn:aws:s3:::${name}`,
  };
});

/** @throws AwsError IllegalLocationConstraintException, InvalidLocationConstraint */
function toRegion(context: Context, input: CreateBucketRequest): string {
  const constraint: string | undefined = input.CreateBucketConfiguration?.LocationConstraint;
  if (constraint === undefined || constraint === '') {
    if (context.region !== FIRST_REGION) throw illegalConstraint('unspecified');
    return context.region;
  }
  const region = constraint === 'EU' ? 'eu-west-1' : constraint;
  if (!isRegion(region) || region === FIRST_REGION)
    throw s3Error(
      400,
      'InvalidLocationConstraint',
      'The specified location-constraint is not valid',
      { LocationConstraint: constraint },
    );
  // The first region's endpoint can make buckets anywhere, the others only at home.
  if (context.region !== FIRST_REGION && region !== context.region)
    throw illegalConstraint(constraint);
  return region;
}

function illegalConstraint(constraint: string): Error {
  return s3Error(
    400,
    'IllegalLocationConstraintException',
    `The ${constraint} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  );
}

/** Making one's own bucket again succeeds in the first region, and only there. */
function assertSame(context: Context, existing: BucketRecord, wanted: BucketRecord): void {
  if (existing.account !== context.account)
    throw withName(
      serviceError(
        's3',
        'BucketAlreadyExists',
        'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
      ),
      existing.name,
    );
  if (existing.region === FIRST_REGION && wanted.region === FIRST_REGION) return;
  throw withName(
    serviceError(
      's3',
      'BucketAlreadyOwnedByYou',
      'Your previous request to create the named bucket succeeded and you already own it.',
    ),
    existing.name,
  );
}

function withName(error: Error & { members: object }, name: string): Error {
  Object.assign(error.members, { BucketName: name });
  return error;
}

function tooMany(): Error {
  return s3Error(400, 'TooManyBuckets', 'You have attempted to create more buckets than allowed');
}

/** What a bucket is born with. */
function settingsOf(bucket: BucketRecord, input: CreateBucketRequest): [string, object][] {
  const ownership = input.ObjectOwnership ?? 'BucketOwnerEnforced';
  if (!OWNERSHIPS.has(ownership))
    throw invalidArgument(`Invalid x-amz-object-ownership header: ${ownership}`);
  const result: [string, object][] = [
    ['ownership', { Rules: [{ ObjectOwnership: ownership }] }],
    [
      'publicAccessBlock',
      {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: true,
      },
    ],
  ];
  const tags = input.CreateBucketConfiguration?.Tags;
  if (tags && tags.length > 0) {
    toTags(tags, 'bucket');
    result.push(['tagging', { TagSet: tags }]);
  }
  if (bucket.objectLock) result.push(['objectLock', { ObjectLockEnabled: 'Enabled' }]);
  if (!hasAcl(input) || input.ACL === 'private') return result;
  if (ownership === 'BucketOwnerEnforced')
    throw s3Error(
      400,
      'InvalidBucketAclWithObjectOwnership',
      "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
    );
  const owner = canonicalId(bucket.account);
  const grants = grantsOf(input, owner, owner);
  result.push(['acl', { Owner: ownerOf(bucket.account), Grants: toWireGrants(grants, owner) }]);
  return result;
}
