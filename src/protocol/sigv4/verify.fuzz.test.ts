import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { requireSignature, type SignedRequest } from './parse.ts';
import { type Verification, verifySignature } from './verify.ts';

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);
const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret/+key' };

const segment = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 8 })
  .filter((text) => !/^\.\.?$/.test(text));
const requests = fc.record({
  method: fc.constantFrom('GET', 'PUT', 'POST', 'DELETE'),
  segments: fc.array(segment, { maxLength: 4 }),
  query: fc.dictionary(segment, fc.string({ unit: 'grapheme', maxLength: 8 }), { maxKeys: 4 }),
  header: fc.string({ maxLength: 20 }).map((text) => text.trim()),
  body: fc.uint8Array({ maxLength: 64 }),
  service: fc.constantFrom('lambda', 's3', 'sts'),
});

/** As the SDK encodes labels. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function toWire(request: HttpRequest): SignedRequest {
  const query = Object.entries(request.query)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join('&');
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return { method: request.method, path: request.path, query, headers };
}

type Drawn = typeof requests extends fc.Arbitrary<infer T> ? T : never;

/** A random request as the SDK signs it. */
async function sign(drawn: Drawn, options: { presign: boolean }): Promise<Verification> {
  const { method, segments, query, header, body, service } = drawn;

  const signer = new SignatureV4({
    credentials: CREDENTIALS,
    region: 'eu-west-1',
    service,
    sha256: Sha256,
    uriEscapePath: service !== 's3',
    applyChecksum: service === 's3',
  });
  const unsigned = new HttpRequest({
    method,
    path: `/${segments.map(encode).join('/')}`,
    query,
    headers: {
      host: 'localhost:4566',
      'x-custom': header,
      // S3's presigner signs no body; any other signs an empty one.
      ...(options.presign && service === 's3' && { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }),
    },
    body: options.presign ? undefined : body,
  });
  const signingDate = new Date(NOW);
  const signed = options.presign
    ? await signer.presign(unsigned, { signingDate, expiresIn: 60 })
    : await signer.sign(unsigned, { signingDate });
  const request = toWire(signed as HttpRequest);
  return {
    request,
    signature: requireSignature(request),
    secretAccessKey: CREDENTIALS.secretAccessKey,
    nowEpochMs: NOW,
    body: options.presign ? Buffer.alloc(0) : Buffer.from(body),
  };
}

test.each([
  ['signs in a header', { presign: false }],
  ['presigns', { presign: true }],
])('what the SDK %s verifies, and not on another path', async (_, options) => {
  await fc.assert(
    fc.asyncProperty(requests, async (drawn) => {
      const verification = await sign(drawn, options);
      const { request, signature } = verification;
      expect(verifySignature(verification).signature).toBe(signature.signature);
      const tampered = { ...request, path: `${request.path}x` };
      expect(() => verifySignature({ ...verification, request: tampered })).toThrow(
        /does not match/,
      );
    }),
    { numRuns: 150 },
  );
});
