/**
 * Brume's own certificate authority: made once per machine, kept in the cache folder, trusted by a
 * person through `brume trust`. Host certificates are signed on demand, per server name.
 */
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';
import { CERTIFICATE_FILE } from './contexts.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Ids } from '../../platform/ids.ts';

const KEY_FILE = 'ca-key.pem';
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
  const certificatePath = join(folder, CERTIFICATE_FILE);
  const { keys, certificate } = (await load(folder)) ?? (await create(folder, { clock, ids }));
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

async function load(folder: string): Promise<Authority | undefined> {
  try {
    const [keyPem, certPem] = await Promise.all([
      readFile(join(folder, KEY_FILE), 'utf8'),
      readFile(join(folder, CERTIFICATE_FILE), 'utf8'),
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
  // Both files or none, and for all who try at the same time the same two.
  const unfinished = `${folder}.${ids.hex(8)}`;
  await mkdir(unfinished, { recursive: true, mode: 0o700 });
  await writeFile(join(unfinished, KEY_FILE), await exportKey(keys.privateKey), { mode: 0o600 });
  await writeFile(join(unfinished, CERTIFICATE_FILE), certificate.toString('pem'), { mode: 0o644 });
  try {
    await rename(unfinished, folder);
    return { keys, certificate };
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    const others = await load(folder);
    if (others) return others;
    throw error;
  }
}

async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}
