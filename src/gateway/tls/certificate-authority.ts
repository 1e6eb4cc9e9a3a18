/**
 * Brume's own certificate authority: made once per machine, kept in the cache folder, trusted by a
 * person through `brume trust`. Host certificates are signed on demand, per server name.
 */
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';
import type { Clock } from '../../platform/clock.ts';
import type { Ids } from '../../platform/ids.ts';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY_MS = 86_400_000;
const CA_LIFE_DAYS = 3650;
/** Apple's and Chromium's limit for leaf certificates is 398 days. */
const HOST_LIFE_DAYS = 397;

export interface PemPair {
  key: string;
  cert: string;
}

export interface CertificateAuthority {
  /** PEM, for trust stores. */
  readonly certificate: string;
  /** Where the certificate lies as a file. */
  readonly certificatePath: string;
  /** @param names DNS names and IP addresses */
  issue(names: readonly string[]): Promise<PemPair>;
}

/** Opens the authority in `folder`, making it when it is not there. Private keys are readable by their owner only. */
export async function openCertificateAuthority(
  folder: string,
  { clock, ids }: { clock: Clock; ids: Ids },
): Promise<CertificateAuthority> {
  const keyPath = join(folder, 'ca-key.pem');
  const certificatePath = join(folder, 'ca.pem');
  const { keys, certificate } =
    (await load(keyPath, certificatePath)) ??
    (await create(folder, keyPath, certificatePath, { clock, ids }));
  return {
    certificate: certificate.toString('pem'),
    certificatePath,
    async issue(names) {
      const hostKeys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
      const host = await x509.X509CertificateGenerator.create({
        serialNumber: ids.hex(32),
        subject: 'CN=Brume',
        issuer: certificate.subject,
        notBefore: new Date(clock.now() - clock.offsetMs() - DAY_MS),
        notAfter: new Date(clock.now() - clock.offsetMs() + HOST_LIFE_DAYS * DAY_MS),
        signingAlgorithm: ALGORITHM,
        publicKey: hostKeys.publicKey,
        signingKey: keys.privateKey,
        extensions: [
          new x509.BasicConstraintsExtension(false),
          new x509.SubjectAlternativeNameExtension(
            names.map((value) => ({ type: /^[\d.]+$|:/.test(value) ? 'ip' : 'dns', value })),
          ),
          new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
          await x509.AuthorityKeyIdentifierExtension.create(certificate.publicKey),
        ],
      });
      return { key: await exportKey(hostKeys.privateKey), cert: host.toString('pem') };
    },
  };
}

interface Authority {
  keys: { privateKey: webcrypto.CryptoKey };
  certificate: x509.X509Certificate;
}

async function load(keyPath: string, certificatePath: string): Promise<Authority | undefined> {
  try {
    const [keyPem, certPem] = await Promise.all([
      readFile(keyPath, 'utf8'),
      readFile(certificatePath, 'utf8'),
    ]);
    const privateKey = await webcrypto.subtle.importKey(
      'pkcs8',
      x509.PemConverter.decodeFirst(keyPem),
      ALGORITHM,
      true,
      ['sign'],
    );
    return { keys: { privateKey }, certificate: new x509.X509Certificate(certPem) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function create(
  folder: string,
  keyPath: string,
  certificatePath: string,
  { clock, ids }: { clock: Clock; ids: Ids },
): Promise<Authority> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: ids.hex(32),
    name: 'CN=Brume local CA, O=Brume',
    notBefore: new Date(clock.now() - clock.offsetMs() - DAY_MS),
    notAfter: new Date(clock.now() - clock.offsetMs() + CA_LIFE_DAYS * DAY_MS),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
        true,
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // The certificate is renamed into place last: a pair that is there is whole.
  await replaceFile(keyPath, await exportKey(keys.privateKey), 0o600, ids);
  await replaceFile(certificatePath, certificate.toString('pem'), 0o644, ids);
  return { keys, certificate };
}

async function replaceFile(path: string, content: string, mode: number, ids: Ids): Promise<void> {
  const temporary = `${path}.${ids.hex(8)}`;
  await writeFile(temporary, content, { mode });
  await rename(temporary, path);
}

async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}
