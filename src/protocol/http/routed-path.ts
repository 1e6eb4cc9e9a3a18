import type { WireRequest } from '../interface.ts';
import type { ServiceId } from '../service-id.ts';
import { s3PathStyle } from './s3-path.ts';

/** The part of a request's path that the service's URIs describe. */
export function routedPath(
  service: ServiceId,
  request: Pick<WireRequest, 'path' | 'headers'>,
): string {
  if (service === 's3') return s3PathStyle(request);
  if (service !== 'apigatewaymanagementapi') return request.path;
  // The stage (and locally the API) stands before it: https://{api}.execute-api.{region}.amazonaws.com/{stage}
  return request.path.slice(Math.max(0, request.path.indexOf('/@connections/')));
}
