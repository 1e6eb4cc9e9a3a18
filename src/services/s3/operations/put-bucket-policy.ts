import { operation } from '../../define-service.ts';
import { loadBucket } from '../bucket.ts';
import { isPublic, parsePolicy } from '../bucket-policy.ts';
import { accessDenied } from '../errors.ts';
import { getSetting, putSetting } from '../settings.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html */
export const putBucketPolicy = operation('s3', 'PutBucketPolicy', async (input, context) => {
  const text = input.Policy ?? '';
  const bucket = await loadBucket(context, input);
  const policy = parsePolicy(text, bucket.name);
  await putSetting(context, input, 'policy', { text }, async (tx) => {
    const block = await getSetting(tx, bucket.name, 'publicAccessBlock');
    if (block?.BlockPublicPolicy && isPublic(policy))
      throw accessDenied(
        `User: ${context.caller.arn} is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::${bucket.name}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
      );
  });
  return {};
});
