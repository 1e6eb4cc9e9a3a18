/** S3 names a bucket in the path or in the host; both become path style before routing. */
import type { OperationModel, WireRequest } from '../interface.ts';

/** Smithy's S3 URIs begin behind the bucket, except for operations that have none. */
export function s3BucketPrefix(operation: OperationModel): string {
  const hasBucket = operation.input.members.some(
    ({ name, shape }) => name === 'Bucket' && shape.traits.httpLabel,
  );
  return hasBucket && !operation.http?.uri.includes('{Bucket}') ? '/{Bucket}' : '';
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html */
export function s3PathStyle({ path, headers }: Pick<WireRequest, 'path' | 'headers'>): string {
  const bucket = /^(.+?)\.s3(?:[.-][^:]*)?(?::\d+)?$/i.exec(headers.host ?? '')?.[1];
  return bucket === undefined ? path : `/${bucket}${path}`;
}
