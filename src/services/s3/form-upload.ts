/** Uploads by a browser's form: https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html */
import type { PutObjectOutput, PutObjectRequest } from '@aws-sdk/client-s3';
import type { WireResponse } from '../../protocol/interface.ts';
import { escapeXml, XML_DECLARATION } from '../../protocol/xml/write.ts';
import type { FormCredential, FrontRequest, RunForForm } from '../api-front.ts';
import type { ServiceHost } from '../context.ts';
import { BY_FORM } from './by-form.ts';
import { invalidArgument, malformedXml } from './errors.ts';
import { type Form, readForm } from './form-data.ts';
import { given } from './given.ts';
import { assertAllowed, parsePostPolicy, withinRange } from './post-policy.ts';

const METADATA = 'x-amz-meta-';

/** @throws AwsError as PutObject, and for the form and its policy */
export async function acceptForm(
  host: ServiceHost,
  request: FrontRequest & { body: AsyncIterable<Uint8Array> },
  { bucket, run }: { bucket: string; run: RunForForm },
): Promise<WireResponse> {
  const form = await readForm(request.headers['content-type'] ?? '', request.body);
  const { fields, file } = form;
  if (!file)
    throw invalidArgument('POST requires exactly one file upload per request.', 'file', '0');
  const key = fields.get('key')?.replaceAll('${filename}', file.filename);
  if (key === undefined || key === '')
    throw invalidArgument(
      "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields.",
      'key',
      '',
    );
  const credential = toCredential(fields);
  const policyText = fields.get('policy');
  const policy = policyText === undefined ? undefined : parsePostPolicy(policyText);
  if (credential && !policy)
    throw invalidArgument(
      "Bucket POST must contain a field named 'Policy'.  If it is specified, please check the order of the fields.",
      'Policy',
      '',
    );
  if (policy) assertAllowed(policy, new Map([...fields, ['bucket', bucket]]), host.clock.now());
  const input = {
    ...toInput(form, bucket, key),
    Body: withinRange(policy?.range, file.bytes) as never,
    [BY_FORM]: true,
  };
  const { ETag = '' } = (await run('PutObject', input, credential)) as PutObjectOutput;
  const location = `${host.endpoint.url}/${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`;
  return answer(fields, { bucket, key, etag: ETag, location });
}

/** `AKIA…/20260101/us-east-1/s3/aws4_request`; undefined for an anonymous form. */
function toCredential(fields: Form['fields']): FormCredential | undefined {
  const [accessKeyId, date, region] = (fields.get('x-amz-credential') ?? '').split('/');
  const id = accessKeyId || fields.get('awsaccesskeyid');
  if (!id) return undefined;
  return {
    accessKeyId: id,
    region: region ?? '',
    sessionToken: fields.get('x-amz-security-token'),
    signed:
      date === undefined
        ? undefined
        : {
            text: fields.get('policy') ?? '',
            date,
            signature: fields.get('x-amz-signature') ?? '',
          },
  };
}

function toInput({ fields }: Form, Bucket: string, Key: string): PutObjectRequest {
  const metadata = [...fields]
    .filter(([name]) => name.startsWith(METADATA))
    .map(([name, value]) => [name.slice(METADATA.length), value] as const);
  return {
    Bucket,
    Key,
    Metadata: Object.fromEntries(metadata),
    ...given({
      ACL: fields.get('acl') as PutObjectRequest['ACL'],
      CacheControl: fields.get('cache-control'),
      ContentDisposition: fields.get('content-disposition'),
      ContentEncoding: fields.get('content-encoding'),
      ContentType: fields.get('content-type'),
      ContentMD5: fields.get('content-md5'),
      StorageClass: fields.get('x-amz-storage-class') as PutObjectRequest['StorageClass'],
      WebsiteRedirectLocation: fields.get('x-amz-website-redirect-location'),
      ServerSideEncryption: fields.get(
        'x-amz-server-side-encryption',
      ) as PutObjectRequest['ServerSideEncryption'],
      SSEKMSKeyId: fields.get('x-amz-server-side-encryption-aws-kms-key-id'),
      Tagging: taggingOf(fields.get('tagging')),
      ChecksumAlgorithm: fields.get(
        'x-amz-checksum-algorithm',
      ) as PutObjectRequest['ChecksumAlgorithm'],
      ChecksumSHA256: fields.get('x-amz-checksum-sha256'),
      ChecksumCRC32: fields.get('x-amz-checksum-crc32'),
    }),
  };
}

/** In a form the tags are XML; PutObject wants them as a query. */
function taggingOf(xml: string | undefined): string | undefined {
  if (xml === undefined) return undefined;
  const tags = [
    ...xml.matchAll(/<Tag>\s*<Key>([^<]*)<\/Key>\s*<Value>([^<]*)<\/Value>\s*<\/Tag>/g),
  ];
  if (tags.length === 0) throw malformedXml();
  return tags
    .map(([, key = '', value = '']) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`)
    .join('&');
}

interface Uploaded {
  bucket: string;
  key: string;
  etag: string;
  location: string;
}

function answer(fields: Form['fields'], uploaded: Uploaded): WireResponse {
  const { bucket, key, etag, location } = uploaded;
  const headers = { location, etag };
  const redirect = fields.get('success_action_redirect') ?? fields.get('redirect');
  const target = redirect === undefined ? undefined : toUrl(redirect);
  if (target) {
    target.searchParams.set('bucket', bucket);
    target.searchParams.set('key', key);
    target.searchParams.set('etag', etag);
    return { status: 303, headers: { ...headers, location: target.href }, body: '' };
  }
  const status = fields.get('success_action_status');
  if (status === '200') return { status: 200, headers, body: '' };
  if (status !== '201') return { status: 204, headers, body: '' };
  const body = `${XML_DECLARATION}<PostResponse><Location>${escapeXml(location)}</Location><Bucket>${escapeXml(bucket)}</Bucket><Key>${escapeXml(key)}</Key><ETag>${escapeXml(etag)}</ETag></PostResponse>`;
  return { status: 201, headers: { ...headers, 'content-type': 'application/xml' }, body };
}

/** A redirect that is no URL is ignored, as AWS does. */
function toUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
