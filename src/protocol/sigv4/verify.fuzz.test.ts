import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { requireSignature, type SignedRequest } from './parse.ts';
import { verifySignature } from './verify.ts';

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

async function signAndVerify(options: { presign: boolean }): Promise<void> {
  await fc.assert(
    fc.asyncProperty(requests, async ({ method, segments, query, header, body, service }) => {
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
          ...(options.presign &&
            service === 's3' && { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }),
        },
        body: options.presign ? undefined : body,
      });
      const signingDate = new Date(NOW);
      const signed = options.presign
        ? await signer.presign(unsigned, { signingDate, expiresIn: 60 })
        : await signer.sign(unsigned, { signingDate });
      const request = toWire(signed as HttpRequest);
      const signature = requireSignature(request);
      const verification = {
        request,
        signature,
        secretAccessKey: CREDENTIALS.secretAccessKey,
        nowEpochMs: NOW,
        body: options.presign ? Buffer.alloc(0) : Buffer.from(body),
      };
      verifySignature(verification);
      const tampered = { ...request, path: `${request.path}x` };
      expect(() => verifySignature({ ...verification, request: tampered })).toThrow(
        /does not match/,
      );
    }),
    { numRuns: 150 },
  );
}

test('what the SDK signs in a header verifies, and not on another path', () =>
  signAndVerify({ presign: false }));
test('what the SDK presigns verifies, and not on another path', () =>
  signAndVerify({ presign: true }));
