/** S3 names a bucket in the path or in the host; both become path style before routing. */
import type { OperationModel, WireRequest } from '../interface.ts';

/** Smithy's S3 URIs begin behind the bucket, except for operations that have none. */
export function s3BucketPrefix(operation: OperationModel): string {
  const hasBucket = operation.input.members.some(
    ({ name, shape }) => name === 'Bucket' && shape.traits.httpLabel,
  );
  return hasBucket && !operation.http?.uri.includes('{Bucket}') ? '/{Bucket}' : '';
}

/** `s3.…`, `bucket.s3.…`, `bucket.s3-eu-west-1.…`, `bucket.s3.dualstack.eu-west-1.…`; a bucket may have dots. */
const S3_HOST =
  /^(?:(.+)\.)?s3(?:express)?(?:[.-](?:accelerate|dualstack|fips|website|[a-z]{2}(?:-[a-z]+)+-\d))*(?:\..+)?$/;
/** Where an SDK that was given `http://localhost:4566` puts the bucket; the wildcards are others' public ones. */
const LOCAL_HOST = /^(.+)\.localhost(?:\.localstack\.cloud|\.floci\.io)?$/;

/** The bucket that a host names, for requests that are known to be S3's; undefined in path style. */
export function s3BucketOfHost(host: string | undefined): string | undefined {
  const name = (host ?? '').replace(/:\d+$/, '').toLowerCase();
  const s3 = S3_HOST.exec(name);
  return s3 ? s3[1] : LOCAL_HOST.exec(name)?.[1];
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html */
export function s3PathStyle({ path, headers }: Pick<WireRequest, 'path' | 'headers'>): string {
  const bucket = s3BucketOfHost(headers.host);
  return bucket === undefined ? path : `/${bucket}${path}`;
}
