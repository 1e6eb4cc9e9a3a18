/** One request to a static website. */
import type { WebsiteConfiguration } from '@aws-sdk/client-s3';
import { AwsError } from '../../protocol/aws-error.ts';
import { escapeXml } from '../../protocol/xml/write.ts';
import type { Context, ServiceHost } from '../context.ts';
import type { PlaneRequest, PlaneResponse } from '../data-plane.ts';
import { anonymousCaller } from '../signed-request.ts';
import { accessDenied, noSuchBucket, s3Error } from './errors.ts';
import { readObject } from './read-object.ts';
import { getSetting } from './settings.ts';
import { type BucketRecord, buckets, objects, type ObjectVersion } from './store.ts';
import { matchRoutingRule, redirectTarget } from './website-rules.ts';

interface Visit {
  context: Context;
  bucket: BucketRecord;
  website: WebsiteConfiguration;
  request: PlaneRequest;
  /** Without the leading slash, decoded. */
  key: string;
}

export async function serveWebsite(
  host: ServiceHost,
  bucketName: string,
  request: PlaneRequest,
): Promise<PlaneResponse> {
  const requestId = host.ids.uuid();
  try {
    const visit = await open(host, bucketName, { request, requestId });
    return await answer(visit);
  } catch (error) {
    if (error instanceof AwsError) return errorPage(error, requestId);
    throw error;
  }
}

async function open(
  host: ServiceHost,
  bucketName: string,
  { request, requestId }: { request: PlaneRequest; requestId: string },
): Promise<Visit> {
  const any = host.context({ account: host.defaultAccount, region: host.defaultRegion });
  const bucket = await any.store.get(buckets, [bucketName]);
  if (!bucket) throw noSuchBucket(bucketName);
  const { account, region } = bucket;
  const context = host.context({ account, region, requestId, caller: anonymousCaller(account) });
  if (request.method !== 'GET' && request.method !== 'HEAD')
    throw s3Error(
      405,
      'MethodNotAllowed',
      'The specified method is not allowed against this resource.',
      {
        Method: request.method.toUpperCase(),
        ResourceType: 'OBJECT',
      },
    );
  const website = await getSetting(context.store, bucketName, 'website');
  if (!website)
    throw s3Error(
      404,
      'NoSuchWebsiteConfiguration',
      'The specified bucket does not have a website configuration',
      { BucketName: bucketName },
    );
  return { context, bucket, website, request, key: toKey(request.path) };
}

function toKey(path: string): string {
  try {
    return decodeURIComponent(path.slice(1));
  } catch {
    throw s3Error(400, 'InvalidURI', "Couldn't parse the specified URI.");
  }
}

async function answer(visit: Visit): Promise<PlaneResponse> {
  const { website, request, key } = visit;
  const all = website.RedirectAllRequestsTo;
  if (all) {
    const protocol = all.Protocol ?? (request.tls ? 'https' : 'http');
    const query = request.query === '' ? '' : `?${request.query}`;
    return redirect(`${protocol}://${all.HostName}${request.path}${query}`, 301);
  }
  const early = routed(visit, undefined);
  if (early) return early;
  const suffix = website.IndexDocument?.Suffix ?? '';
  const wanted = key === '' || key.endsWith('/') ? key + suffix : key;
  const object = await find(visit, wanted);
  if (object) return page(visit, object, 200);
  // A folder without its slash: the index says where it is.
  if (wanted === key && (await find(visit, `${key}/${suffix}`)))
    return redirect(`/${key.split('/').map(encodeURIComponent).join('/')}/`, 302);
  return missing(visit, wanted);
}

function routed({ website, request, key }: Visit, errorCode: number | undefined) {
  const rule = matchRoutingRule(website.RoutingRules ?? [], key, errorCode);
  if (!rule) return undefined;
  const host = hostWithPort(request);
  const target = redirectTarget(rule, key, { protocol: request.tls ? 'https' : 'http', host });
  return redirect(target.location, target.status);
}

/** The port is part of where a browser came from. */
function hostWithPort({ rawHeaders, host }: PlaneRequest): string {
  const at = rawHeaders.findIndex(
    (name, index) => index % 2 === 0 && name.toLowerCase() === 'host',
  );
  return rawHeaders[at + 1] ?? host;
}

async function find(visit: Visit, key: string): Promise<ObjectVersion | undefined> {
  const { context, bucket } = visit;
  const object = await context.store.get(objects, [bucket.name, key]);
  // What only its owner's key can read is not there for a visitor.
  if (!object || object.isDeleteMarker || object.encryption.customerKeyMd5) return undefined;
  await assertPublic(visit, key);
  return object;
}

/** Where IAM counts, visitors see what everyone may read. @throws AwsError AccessDenied (403) */
async function assertPublic({ context, bucket, request }: Visit, key: string): Promise<void> {
  const { authorizer, caller } = context;
  if (authorizer.mode === 'off') return;
  const { objectNeed } = await import('./authorization.ts');
  const need = await objectNeed(context, 's3:GetObject', bucket.name, { key });
  const origin = { sourceIp: request.sourceIp, isTls: request.tls, region: bucket.region };
  if ((await authorizer.check({ ...need, caller, origin })) !== undefined) throw accessDenied();
}

async function missing(visit: Visit, key: string): Promise<PlaneResponse> {
  const late = routed(visit, 404);
  if (late) return late;
  const errorKey = visit.website.ErrorDocument?.Key;
  const document = errorKey === undefined ? undefined : await find(visit, errorKey);
  if (document) return page(visit, document, 404);
  throw s3Error(404, 'NoSuchKey', 'The specified key does not exist.', { Key: key });
}

async function page(visit: Visit, object: ObjectVersion, status: number): Promise<PlaneResponse> {
  const { context, request } = visit;
  const { system, sizeBytes, etag } = object;
  if (system.websiteRedirectLocation !== undefined)
    return redirect(system.websiteRedirectLocation, 301);
  const headers = [
    ['etag', `"${etag}"`],
    ['last-modified', new Date(object.modifiedEpochMs).toUTCString()],
    ['content-type', system.contentType ?? 'binary/octet-stream'],
    ['cache-control', system.cacheControl],
    ['content-encoding', system.contentEncoding],
    ['content-language', system.contentLanguage],
    ['content-disposition', system.contentDisposition],
    ['x-amz-request-id', context.requestId],
  ].flatMap(([name = '', value]) => (value === undefined ? [] : [name, value]));
  const known = headerOf(request, 'if-none-match');
  if (status === 200 && known?.split(/,\s*/).includes(`"${etag}"`))
    return { status: 304, headers, body: '' };
  if (request.method === 'HEAD' || sizeBytes === 0) return { status, headers, body: '' };
  const range = { start: 0, end: sizeBytes - 1 };
  return { status, headers, body: await readObject(context, object, range, undefined) };
}

function headerOf({ rawHeaders }: PlaneRequest, wanted: string): string | undefined {
  const at = rawHeaders.findIndex(
    (name, index) => index % 2 === 0 && name.toLowerCase() === wanted,
  );
  return at < 0 ? undefined : rawHeaders[at + 1];
}

function redirect(location: string, status: number): PlaneResponse {
  return { status, headers: ['location', location], body: '' };
}

/** Visitors are people: the errors of a website are pages. */
function errorPage(error: AwsError, requestId: string): PlaneResponse {
  const status = error.status ?? 500;
  const items = [
    ['Code', error.code],
    ['Message', error.message],
    ...Object.entries(error.members),
    ['RequestId', requestId],
  ].map(([name, value]) => `<li>${name}: ${escapeXml(String(value))}</li>`);
  const title = `${status} ${TITLES[status] ?? 'Error'}`;
  return {
    status,
    headers: ['content-type', 'text/html; charset=utf-8', 'x-amz-error-code', error.code],
    body: `<html>\n<head><title>${title}</title></head>\n<body>\n<h1>${title}</h1>\n<ul>\n${items.join('\n')}\n</ul>\n<hr/>\n</body>\n</html>\n`,
  };
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
};
