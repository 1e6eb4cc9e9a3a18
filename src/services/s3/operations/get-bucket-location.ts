import type { BucketLocationConstraint } from '@aws-sdk/client-s3';
import { operation } from '../../define-service.ts';
import { findBucket } from '../bucket.ts';
import { given } from '../given.ts';
import { FIRST_REGION } from '../regions.ts';

/** Answers from every region. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html */
export const getBucketLocation = operation('s3', 'GetBucketLocation', async (input, context) => {
  const { region } = await findBucket(context.store, input);
  return given({
    LocationConstraint: region === FIRST_REGION ? undefined : (region as BucketLocationConstraint),
  });
});
