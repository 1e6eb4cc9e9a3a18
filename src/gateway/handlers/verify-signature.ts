import { hash } from 'node:crypto';
import { AwsError } from '../../protocol/aws-error.ts';
import { assertSha256 } from '../../protocol/s3/body-digests.ts';
import { parseSignature } from '../../protocol/sigv4/parse.ts';
import { verificationTime } from '../../services/sts/authenticate.ts';
import { verifySignature as verify } from '../../protocol/sigv4/verify.ts';
import type { Exchange } from '../exchange.ts';
import { credentialError } from '../credential-error.ts';

/** Signatures count where IAM does: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html */
export function verifySignature(exchange: Exchange): void {
  const { authorizer } = exchange.gateway;
  if (authorizer.mode === 'off') return;
  try {
    assertSigned(exchange);
  } catch (error) {
    if (authorizer.mode === 'enforce' || !(error instanceof AwsError)) throw error;
    authorizer.note(exchange.caller, error);
  }
}

function assertSigned(exchange: Exchange): void {
  const { body, gateway, secretAccessKey, serviceId } = exchange;
  const signature = parseSignature(exchange);
  if (!signature) {
    // What a bucket allows everyone needs no signature; its policy decides.
    if (serviceId === 's3') return;
    throw credentialError(exchange, 'missing');
  }
  if (secretAccessKey === undefined) throw credentialError(exchange, 'unknown');
  const { payloadSha256 } = verify({
    request: exchange,
    signature,
    secretAccessKey,
    nowEpochMs: verificationTime(gateway.clock, signature),
    // Of S3 the body streams, or was decoded: its reader holds it to what the head claims.
    body: serviceId !== 's3' && Buffer.isBuffer(body) ? body : undefined,
  });
  if (payloadSha256 !== undefined && Buffer.isBuffer(body))
    assertSha256(payloadSha256, hash('sha256', body, 'hex'));
}
