/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-bucket-encryption.html */
import type { ServerSideEncryptionConfiguration } from '@aws-sdk/client-s3';
import { invalidArgument, malformedXml } from './errors.ts';

/** Of every bucket, since 2023. */
export const DEFAULT_ENCRYPTION: ServerSideEncryptionConfiguration = {
  Rules: [
    {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' },
      BucketKeyEnabled: false,
    },
  ],
};

/** @throws AwsError MalformedXML, InvalidArgument */
export function assertEncryption(
  given: ServerSideEncryptionConfiguration | undefined,
): asserts given is ServerSideEncryptionConfiguration {
  const [rule, ...more] = given?.Rules ?? [];
  if (!rule || more.length > 0) throw malformedXml();
  const { SSEAlgorithm: algorithm, KMSMasterKeyID: key } =
    rule.ApplyServerSideEncryptionByDefault ?? {};
  const known: readonly (string | undefined)[] = [undefined, 'AES256', 'aws:kms', 'aws:kms:dsse'];
  if (!known.includes(algorithm)) throw malformedXml();
  if (key !== undefined && algorithm === 'AES256')
    throw invalidArgument(
      'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse',
      'ApplyServerSideEncryptionByDefault',
    );
}
