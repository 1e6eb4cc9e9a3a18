/** Requests made to hurt: each is refused with a 4xx, quickly, or read without harm. */
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { AwsError } from './aws-error.ts';
import type { ProtocolName, WireRequest } from './interface.ts';
import { loadModel } from './model.ts';
import { readInput } from './read.ts';
import { identifyService, resolveOperation } from './resolve.ts';
import type { ServiceId } from './service-id.ts';

async function read(
  service: ServiceId,
  name: string,
  protocol: ProtocolName,
  body: Buffer | string,
  request: Partial<WireRequest> = {},
): Promise<Record<string, unknown>> {
  const operation = (await loadModel(service)).operations.get(name);
  if (!operation) throw new Error(`${service} has no ${name}`);
  const wire = {
    method: 'POST',
    path: '/',
    query: '',
    headers: {},
    body: Buffer.from(body),
    ...request,
  };
  return readInput({ operation, protocol }, wire);
}

const putItem = (body: Buffer | string) => read('dynamodb', 'PutItem', 'aws-json-1.0', body);
const createFunction = (body: Buffer | string) =>
  read('lambda', 'CreateFunction', 'rest-json', body);
const listMetrics = (body: Buffer | string) =>
  read('cloudwatch', 'ListMetrics', 'rpc-v2-cbor', body);
const putCors = (body: Buffer | string) =>
  read('s3', 'PutBucketCors', 'rest-xml', body, { path: '/b' });
const createRole = (body: string) => read('iam', 'CreateRole', 'aws-query', body);

interface Refusal {
  code: string;
  status: number | undefined;
  message: string;
  isQuick: boolean;
}

/** How a reading was refused. */
async function refusal(reading: Promise<unknown>): Promise<Refusal> {
  const startedAt = performance.now();
  try {
    await reading;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const { code, status, message } = error;
    return { code, status, message, isQuick: performance.now() - startedAt < 2000 };
  }
  throw new Error('It was not refused.');
}

function badRequest(code: string, message = /./): Refusal {
  const matching = expect.stringMatching(message) as string;
  return { code, status: 400, message: matching, isQuick: true };
}

const MEGABYTE = 1024 * 1024;

test.each<[string, Buffer | string, RegExp]>([
  ['not JSON', '{"a"', /not valid JSON/],
  ['two documents', '{}{}', /not valid JSON/],
  ['bad UTF-8', Buffer.from([0x22, 0xff, 0x22]), /UTF-8/],
  ['an overlong NUL', Buffer.from([0x22, 0xc0, 0x80, 0x22]), /UTF-8/],
  ['a megabyte of open brackets', '['.repeat(MEGABYTE), /nested too deeply/],
  [
    'deep nesting behind quotes that try to hide it',
    `{"a\\"[":${'['.repeat(500)}`,
    /nested too deeply/,
  ],
  ['a list where a structure belongs', '[]', /list found where not expected/],
  ['a text where a structure belongs', '"x"', /Unexpected field type/],
  [
    'a number where text belongs',
    '{"TableName":1}',
    /^NUMBER_VALUE cannot be converted to String$/,
  ],
  [
    'a list where text belongs',
    '{"TableName":[]}',
    /^Unrecognized collection type class java.lang.String$/,
  ],
  [
    'an object where text belongs',
    '{"TableName":{}}',
    /^Start of structure or map found where not expected/,
  ],
  ['text where a map belongs', '{"Item":"x"}', /Unexpected field type/],
  ['bad Base64', '{"Item":{"a":{"B":"a"}}}', /multiple of 4 bytes but found: 1/],
  ['Base64 of another alphabet', '{"Item":{"a":{"B":"a_-="}}}', /not valid Base64/],
  [
    'values nested beyond reason',
    `{"Item":{"a":${'{"L":['.repeat(70)}${']}'.repeat(70)}}}`,
    /nested too deeply/,
  ],
])('JSON: %s is refused', async (_, body, message) =>
  expect(await refusal(putItem(body))).toEqual(badRequest('SerializationException', message)),
);

test('rest-json says what AWS says of wrong types', async () => {
  expect(await refusal(createFunction('{"Timeout":"x"}'))).toEqual(
    badRequest('SerializationException', /^STRING_VALUE can not be converted to an Integer$/),
  );
  expect(await refusal(createFunction('{"Publish":"x"}'))).toEqual(
    badRequest('SerializationException', /^STRING_VALUE can not be converted to a Boolean$/),
  );
});

test('JSON: unknown members, duplicates and prototypes do no harm', async () => {
  expect(await putItem('{"TableName":"a","TableName":"b","__type":"x","unknown":[1]}')).toEqual({
    TableName: 'b',
  });
  const input = await putItem(
    '{"Item":{"__proto__":{"S":"x"},"constructor":{"S":"\\u0000"}},"__proto__":{"polluted":1}}',
  );
  expect(Object.keys(input)).toEqual(['Item']);
  expect(Object.keys(input.Item as object)).toEqual(['__proto__', 'constructor']);
  expect(Object.getPrototypeOf(input.Item)).toBe(Object.prototype);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test('JSON: numbers out of range are read as JavaScript reads them, timestamps are refused', async () => {
  expect(await createFunction('{"Timeout":1e400}')).toEqual({ Timeout: Number.POSITIVE_INFINITY });
  const scheduled = read(
    'logs',
    'GetLogEvents',
    'aws-json-1.1',
    `{"startTime":${'9'.repeat(500)}}`,
  );
  expect(await scheduled).toEqual({ startTime: Number.POSITIVE_INFINITY });
  const far = read('events', 'PutEvents', 'aws-json-1.1', '{"Entries":[{"Time":1e300}]}');
  expect(await refusal(far)).toEqual(badRequest('SerializationException', /not a valid timestamp/));
  const text = read('events', 'PutEvents', 'aws-json-1.1', '{"Entries":[{"Time":"soon"}]}');
  expect(await refusal(text)).toEqual(
    badRequest(
      'SerializationException',
      /^STRING_VALUE can not be converted to milliseconds since epoch$/,
    ),
  );
});

test('a whole zip in Base64 is read in good time', async () => {
  const zip = Buffer.alloc(40 * MEGABYTE, 'Zm');
  const startedAt = performance.now();
  const input = await createFunction(JSON.stringify({ Code: { ZipFile: zip.toString('base64') } }));
  expect((input.Code as { ZipFile: Buffer }).ZipFile.equals(zip)).toBe(true);
  expect(performance.now() - startedAt).toBeLessThan(5000);
});

const CORS =
  '<CORSConfiguration><CORSRule><AllowedMethod>GET</AllowedMethod></CORSRule></CORSConfiguration>';

test('XML: what a client may send is read, whatever prefix, comment or CDATA it uses', async () => {
  const rules = { CORSRules: [{ AllowedMethods: ['GET'] }] };
  expect(await putCors(CORS)).toMatchObject({ CORSConfiguration: rules });
  const dressed = `\ufeff<?xml version="1.0"?><!-- hi --><s:CORSConfiguration xmlns:s='x'>\r\n <s:CORSRule><s:AllowedMethod><![CDATA[G]]>E&#84;</s:AllowedMethod></s:CORSRule></s:CORSConfiguration>\n`;
  expect(await putCors(dressed)).toMatchObject({ CORSConfiguration: rules });
});

test.each<[string, Buffer | string]>([
  ['entity expansion', `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>`],
  ['an external entity', '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'],
  ['an unknown entity', '<CORSConfiguration>&nbsp;</CORSConfiguration>'],
  ['a reference to NUL', '<CORSConfiguration>&#0;</CORSConfiguration>'],
  ['a megabyte of open tags', '<a>'.repeat(MEGABYTE / 3)],
  ['a megabyte of spaces in a tag', `<a ${' '.repeat(MEGABYTE)}`],
  ['a megabyte of attributes without end', `<a ${'b="c" '.repeat(MEGABYTE / 6)}`],
  ['crossed tags', '<a><b></a></b>'],
  ['an open tag', '<CORSConfiguration><CORSRule>'],
  ['an open comment', '<!-- '],
  ['two roots', '<a/><b/>'],
  ['text alone', 'hello'],
  ['bad UTF-8', Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e])],
  [
    'a number that is none',
    '<CORSConfiguration><CORSRule><MaxAgeSeconds>x</MaxAgeSeconds></CORSRule></CORSConfiguration>',
  ],
  [
    'an element where text belongs',
    '<CORSConfiguration><CORSRule><ID><b/></ID></CORSRule></CORSConfiguration>',
  ],
])('XML: %s is refused', async (_, body) =>
  expect(await refusal(putCors(body))).toEqual(badRequest('MalformedXML')),
);

test.each<[string, Buffer]>([
  ['an empty array of 2^32 elements', Buffer.from('9affffffff', 'hex')],
  ['an empty map of 2^63 entries', Buffer.from('bb7fffffffffffffff', 'hex')],
  ['a text of 4 GB', Buffer.from('7affffffff', 'hex')],
  ['a megabyte of nested arrays', Buffer.alloc(MEGABYTE, 0x81)],
  ['a megabyte of nested tags', Buffer.alloc(MEGABYTE, 0xc6)],
  ['a megabyte of indefinite arrays', Buffer.alloc(MEGABYTE, 0x9f)],
  ['an early end', Buffer.from('a16161', 'hex')],
  ['bytes after the value', Buffer.from('a000', 'hex')],
  ['a break alone', Buffer.from('ff', 'hex')],
  ['a number as a key', Buffer.from('a10101', 'hex')],
  ['text that is not UTF-8', Buffer.from('a161ff01', 'hex')],
  ['a list where a map belongs', Buffer.from('80', 'hex')],
  ['a reserved length', Buffer.from('1c', 'hex')],
])('CBOR: %s is refused', async (_, body) =>
  expect(await refusal(listMetrics(body))).toEqual(badRequest('SerializationException')),
);

test.each<[string, string]>([
  ['a list index that is no number', 'Action=CreateRole&Tags.member.x.Key=a'],
  ['a name of a hundred thousand dots', `Action=CreateRole&Tags${'.'.repeat(100_000)}=a`],
  ['a number that is none', 'Action=CreateRole&MaxSessionDuration=ten'],
  ['a value where a structure belongs', 'Action=CreateRole&RoleName.x=a'],
])('query: %s is refused', async (_, body) =>
  expect(await refusal(createRole(body))).toEqual(badRequest('MalformedInput')),
);

test('query: broken escapes and a flood of parameters are refused', async () => {
  expect(await refusal(createRole('RoleName=%ZZ'))).toEqual(
    badRequest('SerializationException', /percent-encoded/),
  );
  expect(await refusal(createRole('RoleName=%ff'))).toEqual(
    badRequest('SerializationException', /percent-encoded/),
  );
  expect(await refusal(createRole('a=b&'.repeat(30_000)))).toEqual(
    badRequest('SerializationException', /Too many parameters/),
  );
});

test('query: gaps between indexes close, and a huge index costs nothing', async () => {
  const input = await createRole(
    'Tags.member.999999999.Key=b&Tags.member.7.Key=a&__proto__.x=1&Tags.member.7.__proto__=1',
  );
  expect(input).toEqual({ Tags: [{ Key: 'a' }, { Key: 'b' }] });
});

test('a body that was compressed is unpacked, a bomb is not', async () => {
  const compressed = gzipSync(Buffer.from('{"Namespace":"n"}'));
  const headers = { 'content-encoding': 'gzip' };
  expect(
    await read('cloudwatch', 'PutMetricData', 'aws-json-1.0', compressed, { headers }),
  ).toEqual({ Namespace: 'n' });
  const bomb = gzipSync(Buffer.alloc(64 * MEGABYTE));
  expect(
    await refusal(read('cloudwatch', 'PutMetricData', 'aws-json-1.0', bomb, { headers })),
  ).toEqual(badRequest('SerializationException'));
});

test('any bytes in any protocol are read or refused, never a crash', async () => {
  const readers = [
    putItem,
    createFunction,
    listMetrics,
    putCors,
    (body: Buffer) => createRole(body.toString('latin1')),
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...readers),
      fc.uint8Array({ maxLength: 200 }),
      async (reader, bytes) => {
        const status = await reader(Buffer.from(bytes)).then(
          () => 200,
          (error: unknown) => (error instanceof AwsError ? error.status : error),
        );
        expect(status).toBeOneOf([200, 400]);
      },
    ),
    { numRuns: 2000 },
  );
});

test('any request head is resolved or refused, never a crash', async () => {
  const text = fc.string({ unit: 'binary', maxLength: 40 });
  const heads = fc.record({
    method: fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'HEAD', 'X'),
    path: text.map((path) => `/${path}`),
    query: text,
    headers: fc.dictionary(
      fc.constantFrom('host', 'authorization', 'x-amz-target', 'content-type'),
      text,
    ),
  });
  const model = await loadModel('s3');
  const outcome = (head: WireRequest): unknown => {
    try {
      identifyService(head);
      return resolveOperation(model, head).protocol;
    } catch (error) {
      return error instanceof AwsError ? 'refused' : error;
    }
  };
  fc.assert(
    fc.property(heads, (head) => {
      expect(outcome({ ...head, body: Buffer.alloc(0) })).toBeOneOf(['rest-xml', 'refused']);
    }),
    { numRuns: 2000 },
  );
});
