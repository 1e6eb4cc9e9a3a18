import { s3PathStyle } from '../../protocol/http/s3-path.ts';
import type { FrontRequest } from '../api-front.ts';

/** The bucket that a request addresses, by host or path; it need not exist. */
export function bucketOf(request: Pick<FrontRequest, 'path' | 'headers'>): string | undefined {
  const [, bucket] = s3PathStyle(request).split('/');
  return bucket === '' ? undefined : bucket;
}
