/**
 * What AWS_ENDPOINT_URL_S3 should say beside AWS_ENDPOINT_URL. SDKs put the bucket before the host,
 * unless that is an address, and `bucket.localhost` has none on many systems.
 */
export function s3EndpointFor(endpointUrl: string): string {
  return endpointUrl.replace(
    /^(https?:\/\/)localhost(?=[:/]|$)/,
    (_all, scheme: string) => `${scheme}127.0.0.1`,
  );
}
