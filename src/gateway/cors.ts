/**
 * CORS of the AWS APIs: a web page may call them with any credentials it holds, as it may call most
 * AWS endpoints. (Internal routes are guarded instead: see internal-guard.ts.)
 */
const EXPOSED =
  'x-amzn-requestid,x-amzn-errortype,x-amz-request-id,x-amz-id-2,x-amz-version-id,etag,x-amz-function-error,x-amz-log-result,x-amz-executed-version,x-amz-crc32,date';

/** Headers of the answer to a preflight. */
export function preflightHeaders(
  headers: Readonly<Record<string, string>>,
): Record<string, string> {
  return {
    ...corsHeaders(headers),
    'access-control-allow-methods': 'GET,HEAD,POST,PUT,PATCH,DELETE,OPTIONS',
    'access-control-allow-headers': headers['access-control-request-headers'] ?? '*',
    'access-control-max-age': '86400',
    ...(headers['access-control-request-private-network'] && {
      'access-control-allow-private-network': 'true',
    }),
  };
}

/** Headers added to every answer to a request that carries an Origin. */
export function corsHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  if (!headers['origin']) return {};
  return {
    'access-control-allow-origin': '*',
    'access-control-expose-headers': EXPOSED,
  };
}

export function isPreflight(method: string, headers: Readonly<Record<string, string>>): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
}
