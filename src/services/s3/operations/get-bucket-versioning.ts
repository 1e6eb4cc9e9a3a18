import { operation } from '../../define-service.ts';
import { loadBucket } from '../bucket.ts';
import { given } from '../given.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html */
export const getBucketVersioning = operation(
  's3',
  'GetBucketVersioning',
  async (input, context) => {
    const { versioning } = await loadBucket(context, input);
    return given({ Status: versioning });
  },
);
