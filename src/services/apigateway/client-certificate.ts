/** https://docs.aws.amazon.com/apigateway/latest/developerguide/getting-started-client-side-ssl-authentication.html */
import type { ClientCertificate } from '@aws-sdk/client-api-gateway';
import { webcrypto } from 'node:crypto';
import { LOWER_ALPHANUMERIC } from '../../platform/ids.ts';
import type { Context } from '../context.ts';
import type { StoreTransaction } from '../store.ts';
import { notFoundOf } from './errors.ts';
import { mapItem, type PatchRules, text } from './patch.ts';
import { type ClientCertificateRecord, clientCertificates } from './store.ts';

const ALGORITHM = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
} as const;
/** As AWS's. */
const LIFE_MS = 365 * 86_400_000;

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateClientCertificate-Patch */
export const clientCertificatePatch: PatchRules = {
  '/description': text('description'),
  '/tags/{key}': mapItem('tags'),
};

/** As the API's operations return it: without its key. */
export function toClientCertificate({
  createdAtEpochMs,
  expiresAtEpochMs,
  privateKey: _key,
  ...certificate
}: ClientCertificateRecord): ClientCertificate {
  return {
    ...certificate,
    createdDate: new Date(createdAtEpochMs),
    expirationDate: new Date(expiresAtEpochMs),
  };
}

/** A key pair, and a certificate that the key itself has signed, valid for a year. */
export async function makeClientCertificate({
  clock,
  ids,
}: Pick<Context, 'clock' | 'ids'>): Promise<ClientCertificateRecord> {
  // Both are needed here alone, and cost 40 ms.
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const createdAtEpochMs = clock.now();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: ids.hex(16),
    name: 'CN=ApiGateway, O=Amazon.com\\, Inc., L=Seattle, ST=Washington, C=US',
    notBefore: new Date(createdAtEpochMs),
    notAfter: new Date(createdAtEpochMs + LIFE_MS),
    signingAlgorithm: ALGORITHM,
    keys,
  });
  const exported = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    clientCertificateId: ids.pick(LOWER_ALPHANUMERIC, 6),
    pemEncodedCertificate: certificate.toString('pem'),
    privateKey: x509.PemConverter.encode(exported, 'PRIVATE KEY'),
    createdAtEpochMs,
    expiresAtEpochMs: createdAtEpochMs + LIFE_MS,
  };
}

/** @throws NotFoundException */
export async function getClientCertificateRecord(
  from: Pick<StoreTransaction, 'get'>,
  id: string | undefined,
): Promise<ClientCertificateRecord> {
  const certificate = await from.get(clientCertificates, [id ?? '']);
  if (!certificate) throw notFoundOf('clientCertificate');
  return certificate;
}
