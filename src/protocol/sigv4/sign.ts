/** Signing, for Brume's own command line: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
import { hash } from 'node:crypto';
import { canonicalRequest } from './canonical-request.ts';
import { hmacSha256 } from './hmac.ts';
import { HMAC_ALGORITHM, type SignedRequest } from './parse.ts';
import { signingKey } from './signing-key.ts';

export interface Signing {
  /** Its headers include `host`. */
  request: SignedRequest;
  body: string | Uint8Array;
  credentials: { accessKeyId: string; secretAccessKey: string };
  region: string;
  service: string;
  nowEpochMs: number;
}

/** @returns the headers that make the request a signed one */
export function signRequest(signing: Signing): Record<string, string> {
  const { request, body, credentials, region, service, nowEpochMs } = signing;
  const timestamp = `${new Date(nowEpochMs).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
  const date = timestamp.slice(0, 8);
  const scope = `${date}/${region}/${service}/aws4_request`;
  const headers = { ...request.headers, 'x-amz-date': timestamp };
  const signedHeaders = Object.keys(headers).toSorted();
  const canonical = canonicalRequest(
    { ...request, headers },
    { service, signedHeaders },
    hash('sha256', body, 'hex'),
  );
  const toSign = [HMAC_ALGORITHM, timestamp, scope, hash('sha256', canonical, 'hex')].join('\n');
  const key = signingKey(credentials.secretAccessKey, date, region, service);
  const signature = hmacSha256(key, toSign).toString('hex');
  return {
    'x-amz-date': timestamp,
    authorization:
      `${HMAC_ALGORITHM} Credential=${credentials.accessKeyId}/${scope}, ` +
      `SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`,
  };
}
