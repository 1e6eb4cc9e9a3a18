import { operation } from '../../define-service.ts';
import { findBucket, loadBucket } from '../bucket.ts';
import { malformedXml, notImplementedHeader, s3Error } from '../errors.ts';
import { buckets } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html */
export const putBucketVersioning = operation(
  's3',
  'PutBucketVersioning',
  async (input, context) => {
    const { name } = await loadBucket(context, input);
    const { Status: status, MFADelete: mfaDelete } = input.VersioningConfiguration ?? {};
    if (status !== 'Enabled' && status !== 'Suspended')
      throw status === undefined
        ? s3Error(
            400,
            'IllegalVersioningConfigurationException',
            'The Versioning element must be specified',
          )
        : malformedXml();
    if (mfaDelete === 'Enabled')
      throw notImplementedHeader('x-amz-mfa', 'Brume has no MFA devices, so no MFA delete.');
    await context.store.transact([[buckets, [name]]], async (tx) => {
      const bucket = await findBucket(tx, input);
      if (bucket.objectLock && status === 'Suspended')
        throw s3Error(
          409,
          'InvalidBucketState',
          'An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.',
        );
      tx.put(buckets, [name], { ...bucket, versioning: status });
    });
    return {};
  },
);
