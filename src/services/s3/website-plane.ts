/** Static websites: https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html */
import type { ServiceHost } from '../context.ts';
import type { DataPlane, PlaneRequest, PlaneResponse } from '../data-plane.ts';

/** `bucket.s3-website.localhost`, `bucket.s3-website-us-east-1.amazonaws.com`, `bucket.s3-website.eu-west-1.localhost` */
const HOST = /^(.+)\.s3-website(?:[.-][a-z]{2}(?:-[a-z]+)+-\d)?(?:\..+)?$/;

export function createWebsitePlane(host: ServiceHost): DataPlane {
  return {
    id: 's3-website',
    match({ host: name }) {
      const bucket = name.includes('.s3-website') ? HOST.exec(name)?.[1] : undefined;
      if (bucket === undefined) return undefined;
      return {
        // Websites are read only: a body is not looked at.
        bodyLimitBytes: 1024 * 1024,
        handle: (request) => serve(host, bucket, request),
        tooLarge: () => ({ status: 413, headers: [], body: '' }),
      };
    },
  };
}

async function serve(
  host: ServiceHost,
  bucket: string,
  request: PlaneRequest,
): Promise<PlaneResponse> {
  const { serveWebsite } = await import('./serve-website.ts');
  return serveWebsite(host, bucket, request);
}
