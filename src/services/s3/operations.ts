import type { Operation } from '../define-service.ts';
import { abortMultipartUpload } from './operations/abort-multipart-upload.ts';
import { completeMultipartUpload } from './operations/complete-multipart-upload.ts';
import { copyObject } from './operations/copy-object.ts';
import { createBucket } from './operations/create-bucket.ts';
import { createMultipartUpload } from './operations/create-multipart-upload.ts';
import { deleteBucket } from './operations/delete-bucket.ts';
import { deleteObjectTagging } from './operations/delete-object-tagging.ts';
import { deleteObject } from './operations/delete-object.ts';
import { deleteObjects } from './operations/delete-objects.ts';
import { getBucketLocation } from './operations/get-bucket-location.ts';
import { getBucketVersioning } from './operations/get-bucket-versioning.ts';
import { getObjectAcl } from './operations/get-object-acl.ts';
import { getObjectAttributes } from './operations/get-object-attributes.ts';
import { getObjectLegalHold } from './operations/get-object-legal-hold.ts';
import { getObjectRetention } from './operations/get-object-retention.ts';
import { getObjectTagging } from './operations/get-object-tagging.ts';
import { getObject } from './operations/get-object.ts';
import { headBucket } from './operations/head-bucket.ts';
import { headObject } from './operations/head-object.ts';
import { listBuckets } from './operations/list-buckets.ts';
import { listMultipartUploads } from './operations/list-multipart-uploads.ts';
import { listObjectVersions } from './operations/list-object-versions.ts';
import { listObjectsV2 } from './operations/list-objects-v2.ts';
import { listObjects } from './operations/list-objects.ts';
import { listParts } from './operations/list-parts.ts';
import { putBucketVersioning } from './operations/put-bucket-versioning.ts';
import { putObjectAcl } from './operations/put-object-acl.ts';
import { putObjectLegalHold } from './operations/put-object-legal-hold.ts';
import { putObjectRetention } from './operations/put-object-retention.ts';
import { putObjectTagging } from './operations/put-object-tagging.ts';
import { putObject } from './operations/put-object.ts';
import { renameObject } from './operations/rename-object.ts';
import { uploadPartCopy } from './operations/upload-part-copy.ts';
import { uploadPart } from './operations/upload-part.ts';

/** Every operation that is built; loaded by the first request to this service. */
export const operations: readonly Operation[] = [
  abortMultipartUpload,
  completeMultipartUpload,
  copyObject,
  createBucket,
  createMultipartUpload,
  deleteBucket,
  deleteObjectTagging,
  deleteObject,
  deleteObjects,
  getBucketLocation,
  getBucketVersioning,
  getObjectAcl,
  getObjectAttributes,
  getObjectLegalHold,
  getObjectRetention,
  getObjectTagging,
  getObject,
  headBucket,
  headObject,
  listBuckets,
  listMultipartUploads,
  listObjectVersions,
  listObjectsV2,
  listObjects,
  listParts,
  putBucketVersioning,
  putObjectAcl,
  putObjectLegalHold,
  putObjectRetention,
  putObjectTagging,
  putObject,
  renameObject,
  uploadPartCopy,
  uploadPart,
];
