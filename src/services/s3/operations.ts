import type { Operation } from '../define-service.ts';
import { createBucket } from './operations/create-bucket.ts';
import { deleteBucket } from './operations/delete-bucket.ts';
import { deleteObject } from './operations/delete-object.ts';
import { deleteObjects } from './operations/delete-objects.ts';
import { getBucketLocation } from './operations/get-bucket-location.ts';
import { getObject } from './operations/get-object.ts';
import { headBucket } from './operations/head-bucket.ts';
import { headObject } from './operations/head-object.ts';
import { listBuckets } from './operations/list-buckets.ts';
import { putObject } from './operations/put-object.ts';

/** Every operation that is built; loaded by the first request to this service. */
export const operations: readonly Operation[] = [
  createBucket,
  deleteBucket,
  deleteObject,
  deleteObjects,
  getBucketLocation,
  getObject,
  headBucket,
  headObject,
  listBuckets,
  putObject,
];
