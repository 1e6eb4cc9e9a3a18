import { createHash } from 'node:crypto';

const MAGIC = 0xfeedfeed;
const VERSION = 2;
const TRUSTED_CERTIFICATE = 2;
/** The password that every JDK's own store has; it keeps no secret, as there is none. */
const PASSWORD = 'changeit';

/**
 * A trust store that every JDK reads: https://docs.oracle.com/en/java/javase/17/docs/specs/security/standard-names.html
 * (JKS). It is only a list of certificates with a checksum, so none of Java is needed to write it.
 * @param certificates DER
 */
export function makeJavaTrustStore(certificates: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat([
    numbers(MAGIC, VERSION, certificates.length),
    ...certificates.flatMap((certificate, at) => [
      numbers(TRUSTED_CERTIFICATE),
      text(`root-${at}`),
      Buffer.alloc(8), // when it was added
      text('X.509'),
      numbers(certificate.length),
      certificate,
    ]),
  ]);
  const password = Buffer.from(PASSWORD, 'utf16le').swap16();
  const checksum = createHash('sha1').update(password).update('Mighty Aphrodite').update(body);
  return Buffer.concat([body, checksum.digest()]);
}

function numbers(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, at) => bytes.writeUInt32BE(value, 4 * at));
  return bytes;
}

function text(ascii: string): Buffer {
  const bytes = Buffer.from(ascii);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
