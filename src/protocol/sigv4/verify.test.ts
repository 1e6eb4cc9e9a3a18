import { expect, test } from 'vitest';
import { requireSignature, type SignedRequest } from './parse.ts';
import { verifySignature } from './verify.ts';

const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const EMPTY = Buffer.alloc(0);
const SUITE_TIME = Date.UTC(2015, 7, 30, 12, 36, 0);

interface Vector {
  name: string;
  method?: string;
  path?: string;
  query?: string;
  headers?: Record<string, string>;
  body?: string;
  signature: string;
}

/** From AWS's published Signature Version 4 test suite: AKIDEXAMPLE, us-east-1, `service`. */
const SUITE: readonly Vector[] = [
  {
    name: 'get-vanilla',
    signature: '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
  },
  {
    name: 'get-vanilla-empty-query-key',
    query: 'Param1=value1',
    signature: 'a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb',
  },
  {
    name: 'get-vanilla-query-order-key-case',
    query: 'Param2=value2&Param1=value1',
    signature: 'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
  },
  {
    name: 'get-unreserved',
    path: '/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
    signature: '07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f',
  },
  {
    name: 'get-utf8',
    path: '/\u1234',
    signature: '8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85',
  },
  {
    name: 'get-relative-relative',
    path: '/example1/example2/../..',
    signature: '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
  },
  {
    name: 'get-header-value-trim',
    headers: { 'my-header1': ' value1', 'my-header2': ' "a   b   c"' },
    signature: 'acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736',
  },
  {
    name: 'post-vanilla',
    method: 'POST',
    signature: '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
  },
  {
    name: 'post-header-key-sort',
    method: 'POST',
    headers: { 'my-header1': 'value1' },
    signature: 'c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c',
  },
  {
    name: 'post-x-www-form-urlencoded',
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'Param1=value1',
    signature: 'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a',
  },
];

function suiteRequest(vector: Vector): SignedRequest {
  const headers: Record<string, string> = {
    ...vector.headers,
    host: 'example.amazonaws.com',
    'x-amz-date': '20150830T123600Z',
  };
  const signed = Object.keys(headers).toSorted().join(';');
  headers.authorization =
    'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, ' +
    `SignedHeaders=${signed}, Signature=${vector.signature}`;
  return {
    method: vector.method ?? 'GET',
    path: vector.path ?? '/',
    query: vector.query ?? '',
    headers,
  };
}

function verify(
  request: SignedRequest,
  options: { body?: Buffer; now?: number; secret?: string } = {},
): void {
  verifySignature({
    request,
    signature: requireSignature(request),
    secretAccessKey: options.secret ?? SECRET,
    nowEpochMs: options.now ?? SUITE_TIME,
    body: options.body ?? EMPTY,
  });
}

test.each(SUITE)(
  'the published vector $name verifies, and no other body or secret does',
  (vector) => {
    const request = suiteRequest(vector);
    const body = Buffer.from(vector.body ?? '');
    verify(request, { body });
    expect(() => verify(request, { body: Buffer.from('other') })).toThrow(
      /does not match the signature/,
    );
    expect(() => verify(request, { body, secret: 'other' })).toThrow(
      /does not match the signature/,
    );
  },
);

test('the ListUsers example of the IAM guide verifies', () => {
  const headers = {
    host: 'iam.amazonaws.com',
    'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    'x-amz-date': '20150830T123600Z',
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, ' +
      'SignedHeaders=content-type;host;x-amz-date, ' +
      'Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
  };
  const request = {
    method: 'GET',
    path: '/',
    query: 'Action=ListUsers&Version=2010-05-08',
    headers,
  };
  expect(() => verify(request)).not.toThrow();
  expect(() => verify({ ...request, query: 'Action=ListRoles' })).toThrow(/does not match/);
});

const S3_SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const S3_TIME = Date.UTC(2013, 4, 24);
const PRESIGNED: SignedRequest = {
  method: 'GET',
  path: '/test.txt',
  query:
    'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request' +
    '&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host' +
    '&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
  headers: { host: 'examplebucket.s3.amazonaws.com' },
};

test('the GET object example of the S3 reference verifies', () => {
  const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  const request: SignedRequest = {
    method: 'GET',
    path: '/test.txt',
    query: '',
    headers: {
      host: 'examplebucket.s3.amazonaws.com',
      range: 'bytes=0-9',
      'x-amz-content-sha256': emptyHash,
      'x-amz-date': '20130524T000000Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,' +
        'SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,' +
        'Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    },
  };
  verify(request, { now: S3_TIME, secret: S3_SECRET });
  expect(() =>
    verify(request, { now: S3_TIME, secret: S3_SECRET, body: Buffer.from('x') }),
  ).toThrow(expect.objectContaining({ code: 'XAmzContentSHA256Mismatch' }));
  expect(() => verify(request, { now: S3_TIME + 16 * 60_000, secret: S3_SECRET })).toThrow(
    expect.objectContaining({ code: 'RequestTimeTooSkewed' }),
  );
});

test('the presigned URL example of the S3 reference verifies until it expires', () => {
  const at = (now: number) => () => verify(PRESIGNED, { now, secret: S3_SECRET });
  at(S3_TIME)();
  at(S3_TIME + 86_400_000)();
  expect(at(S3_TIME + 86_400_001)).toThrow('Request has expired');
  expect(at(S3_TIME - 16 * 60_000)).toThrow('Request is not yet valid');
});

test('a presigned URL cannot be made to live longer', () => {
  const longer = { ...PRESIGNED, query: PRESIGNED.query.replace('86400', '86401') };
  expect(() => verify(longer, { now: S3_TIME, secret: S3_SECRET })).toThrow(
    expect.objectContaining({ code: 'SignatureDoesNotMatch', status: 403 }),
  );
  const tooLong = { ...PRESIGNED, query: PRESIGNED.query.replace('86400', '604801') };
  expect(() => verify(tooLong, { now: S3_TIME, secret: S3_SECRET })).toThrow(/less than a week/);
});

test('the clock may differ by five minutes, and the error says by how much it did', () => {
  const request = suiteRequest(SUITE[0] as Vector);
  verify(request, { now: SUITE_TIME + 5 * 60_000 });
  expect(() => verify(request, { now: SUITE_TIME + 6 * 60_000 })).toThrow(
    'Signature expired: 20150830T123600Z is now earlier than 20150830T123700Z (20150830T124200Z - 5 min.)',
  );
  expect(() => verify(request, { now: SUITE_TIME - 6 * 60_000 })).toThrow(
    /^Signature not yet current/,
  );
});

test.each([
  ['', 403, 'MissingAuthenticationToken'],
  ['Bearer abc', 403, 'MissingAuthenticationToken'],
  ['AWS4-HMAC-SHA256', 400, 'IncompleteSignature'],
  [
    'AWS4-HMAC-SHA256 Credential=a/b/c, SignedHeaders=host, Signature=00',
    400,
    'IncompleteSignature',
  ],
  [
    'AWS4-MD5 Credential=a/20150830/r/s/aws4_request, SignedHeaders=host, Signature=00',
    400,
    'IncompleteSignature',
  ],
])('the authorization %j answers %i %s', (authorization, status, code) => {
  const headers = { host: 'h', 'x-amz-date': '20150830T123600Z', authorization };
  expect(() => requireSignature({ query: '', headers })).toThrow(
    expect.objectContaining({ code, status }),
  );
});

test('a signature in the thirteenth month, or one that leaves out the host, is refused', () => {
  const authorization = (date: string, signed: string): string =>
    `AWS4-HMAC-SHA256 Credential=a/${date}/us-east-1/lambda/aws4_request, SignedHeaders=${signed}, Signature=00`;
  const send = (date: string, signed: string) => () =>
    verify({
      method: 'GET',
      path: '/',
      query: '',
      headers: {
        host: 'h',
        'x-amz-date': `${date}T000000Z`,
        authorization: authorization(date, signed),
      },
    });
  expect(send('20151330', 'host')).toThrow(/is not a date/);
  expect(send('20150830', 'x-amz-date')).toThrow(/'Host' must be a 'SignedHeader'/);
});
