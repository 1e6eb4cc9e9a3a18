/** What an attacker, or a broken client, sends. Every generator is seeded, so that a failure can be repeated. */
import type { Attack } from './attack.ts';

/** A small, good enough generator of repeatable numbers (mulberry32). */
export function createRandom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> (0 % 4294967296)
      ? ((mixed ^ (mixed >>> 14)) >>> 0) % below
      : 0;
  };
}

type Random = (below: number) => number;

const pick = <T>(random: Random, list: readonly T[]): T => list[random(list.length)]!;

const bytes = (random: Random, most: number): Buffer =>
  Buffer.from(Array.from({ length: random(most) }, () => random(256)));

function http(
  line: string,
  headers: Readonly<Record<string, string>>,
  body: string | Buffer = '',
): Buffer {
  const head = Object.entries({
    Host: 'localhost',
    'Content-Length': String(Buffer.byteLength(body)),
    ...headers,
  })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
  return Buffer.concat([
    Buffer.from(`${line} HTTP/1.1\r\n${head}\r\n`, 'latin1'),
    Buffer.from(body),
  ]);
}

const JSON_1_1 = {
  'Content-Type': 'application/x-amz-json-1.1',
  'X-Amz-Target': 'Logs_20140328.DescribeLogGroups',
};
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' };
const CBOR = { 'Content-Type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' };
const CBOR_LINE = 'POST /service/GraniteServiceVersion20100801/operation/GetMetricData';
const scope = (service: string): Record<string, string> => ({
  Authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=00`,
});

const BAD_JSON = [
  '{',
  '[',
  '"',
  '{"a":}',
  'null',
  '[]',
  '5',
  '"text"',
  '{"limit":"many"}',
  '{"limit":1e400}',
  '{"limit":{}}',
  '\u0000',
  '{"logGroupNamePrefix":5}',
  '{"limit":99999999999999999999}',
  '['.repeat(50_000),
  '{"a":'.repeat(50_000),
  `{"a":"${'x'.repeat(200_000)}`,
];
const BAD_XML = [
  '<',
  '<a',
  '<a><b></a>',
  '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><l>&c;</l>',
  '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
  '<a>'.repeat(20_000),
  '<a>\u0000</a>',
  '<CreateBucketConfiguration>',
];
const BAD_QUERIES = [
  'Action=',
  'Action=Nothing&Version=2010-05-08',
  'Action=CreateRole',
  'Action=CreateRole&Version=2010-05-08&RoleName=%',
  'Action=CreateRole&Version=2010-05-08&RoleName=../../x&AssumeRolePolicyDocument=%7B',
  'Version=2011-06-15',
  '%00=%ff',
  `Action=GetUser&Version=2010-05-08&${'a=b&'.repeat(20_000)}`,
  `Action=ListUsers&Version=2010-05-08&MaxItems=${'9'.repeat(5000)}`,
  'Action=CreateRole&Version=2010-05-08&Tags.member.999999999.Key=x&RoleName=a&AssumeRolePolicyDocument=x',
];
const BAD_PATHS = [
  '/2015-03-31/functions/%2e%2e%2f%2e%2e/invocations',
  '/2015-03-31/functions/..%5c..%5cetc/invocations',
  '/2015-03-31/functions/%00',
  '/2015-03-31/functions/%ff%fe/invocations',
  '/2015-03-31/functions/%/invocations',
  `/2015-03-31/functions/${'a'.repeat(9000)}`,
  '/_aws/execute-api/../../etc/passwd',
  '/_aws/execute-api/aaaaaaaaaa/prod/%2e%2e/%2e%2e',
  '/_brume/../../../etc/passwd',
  '/_brume/%2e%2e/%2e%2e',
  '/restapis/x/y/_user_request_/../..',
  '/2015-03-31/functions//invocations',
  '/nothing/at/all',
  '/v2/apis/%2e%2e',
  '/v2/apis/zzzzzzzzzz/routes/%00',
];
const BAD_FRAMES = [
  'GET / HTTP/9.9\r\nHost: a\r\n\r\n',
  'GET  /  HTTP/1.1\r\nHost: a\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: a\r\nX: \u0000\r\n\r\n',
  'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n',
  'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello',
  'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
  'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n',
  '\u0016\u0003\u0001\u0000\u0005hello',
  'hello\r\n\r\n',
  '\r\n\r\n\r\n',
];

/** A zip whose central directory lies about everything: sizes, offsets, counts. */
function lyingZip(random: Random): Buffer {
  const zip = Buffer.concat([
    Buffer.from('PK\u0003\u0004'),
    bytes(random, 300),
    Buffer.from('PK\u0001\u0002'),
    bytes(random, 300),
    Buffer.from('PK\u0005\u0006'),
    bytes(random, 40),
  ]);
  return random(3) === 0 ? zip.subarray(0, random(zip.length)) : zip;
}

type Generator = (random: Random) => Attack;

const GENERATORS: readonly Generator[] = [
  (random) => ({ what: 'bad JSON', pieces: [http('POST /', JSON_1_1, pick(random, BAD_JSON))] }),
  (random) => ({
    what: 'random JSON bytes',
    pieces: [http('POST /', JSON_1_1, Buffer.concat([Buffer.of(0xfe), bytes(random, 400)]))],
  }),
  (random) => ({
    what: 'bad XML',
    pieces: [http('PUT /bucket', scope('s3'), pick(random, BAD_XML))],
  }),
  (random) => ({ what: 'bad query', pieces: [http('POST /', FORM, pick(random, BAD_QUERIES))] }),
  (random) => ({
    what: 'random form bytes',
    pieces: [http('POST /', { ...FORM, ...scope('iam') }, bytes(random, 400))],
  }),
  (random) => ({ what: 'bad CBOR', pieces: [http(CBOR_LINE, CBOR, bytes(random, 400))] }),
  (random) => ({
    what: 'deep CBOR',
    pieces: [http(CBOR_LINE, CBOR, Buffer.alloc(random(100_000), 0x81))],
  }),
  (random) => ({
    what: 'path trick',
    pieces: [
      http(
        `${pick(random, ['GET', 'POST', 'PUT', 'DELETE'])} ${pick(random, BAD_PATHS)}`,
        {},
        '{}',
      ),
    ],
  }),
  (random) => ({
    what: 'broken framing',
    pieces: [Buffer.from(pick(random, BAD_FRAMES), 'latin1')],
    hangsUp: true,
  }),
  (random) => ({
    what: 'random bytes',
    pieces: [Buffer.concat([bytes(random, 500), Buffer.from('\r\n\r\n')])],
    hangsUp: true,
  }),
  (random) => ({
    what: 'huge headers',
    pieces: [http('GET /', { 'X-Big': 'x'.repeat(66_000 + random(100_000)) })],
  }),
  (random) => ({
    what: 'many headers',
    pieces: [
      http(
        'GET /',
        Object.fromEntries(
          Array.from({ length: 2000 + random(3000) }, (_, i) => [`X-${i}`, 'y'.repeat(40)]),
        ),
      ),
    ],
  }),
  (random) => ({
    what: 'a body shorter than promised',
    pieces: [http('POST /', { ...JSON_1_1, 'Content-Length': String(100 + random(1000)) }, '{}')],
    hangsUp: true,
  }),
  () => ({
    what: 'a length past the limit',
    pieces: [http('POST /', { ...JSON_1_1, 'Content-Length': '999999999' }, '{}')],
  }),
  (random) => ({
    what: 'a slow body',
    pieces: [
      http('POST /', { ...JSON_1_1, 'Content-Length': '30' }),
      ...Array.from({ length: 30 }, () => pick(random, ['{', '"', 'x'])),
    ],
    pauseMs: 2,
  }),
  (random) => ({
    what: 'a foreign host',
    pieces: [
      http('GET /_brume/info', {
        Host: pick(random, [
          'evil.example',
          'localhost.evil.example',
          '127.0.0.1.evil.example',
          '169.254.169.254',
        ]),
      }),
    ],
  }),
  (random) => ({
    what: 'a broken signature header',
    pieces: [
      http(
        'POST /',
        {
          ...JSON_1_1,
          Authorization: pick(random, [
            'AWS4-HMAC-SHA256',
            'AWS4-HMAC-SHA256 Credential=',
            'AWS4-HMAC-SHA256 Credential=a/b/c/d, SignedHeaders=, Signature=',
            'AWS4-HMAC-SHA256 Credential=////, Signature=x',
          ]),
        },
        '{"limit":-1}',
      ),
    ],
  }),
  (random) => ({ what: 'a zip that lies', pieces: [createFunction(lyingZip(random))] }),
  () => ({ what: 'a decompression bomb', pieces: [createFunction(BOMB)] }),
  (random) => ({
    what: 'an invalid function',
    pieces: [
      http(
        'POST /2015-03-31/functions',
        {},
        JSON.stringify({
          FunctionName: pick(random, ['', 'a b', '../x', 'x'.repeat(200)]),
          Role: 'r',
          Code: {},
          Runtime: 'cobol',
        }),
      ),
    ],
  }),
  (random) => ({
    what: 'an event that is not JSON',
    pieces: [
      http(
        'POST /2015-03-31/functions/victim/invocations',
        {},
        pick(random, ['{', 'undefined', '{"a":1}}', "{'a':1}", '\u0000']),
      ),
    ],
  }),
];

function createFunction(zip: Buffer): Buffer {
  const body = JSON.stringify({
    FunctionName: 'bomb',
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Role: 'arn:aws:iam::123456789012:role/x',
    Code: { ZipFile: zip.toString('base64') },
  });
  return http('POST /2015-03-31/functions', {}, body);
}

/** Set once by the program: 260 MB of zeros in a small zip. */
let BOMB: Buffer = Buffer.alloc(0);

export function setBomb(zip: Buffer): void {
  BOMB = zip;
}

/** Attack number `index` of a run; the same for the same seed. */
export function attackAt(index: number, seed: number): Attack {
  const random = createRandom(seed + index * 7919);
  return GENERATORS[index % GENERATORS.length]!(random);
}
