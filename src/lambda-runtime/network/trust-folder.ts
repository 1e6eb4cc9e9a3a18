/**
 * What functions find at /etc/ssl/certs: all that the machine trusts, and Brume's own authority. Made once
 * and kept beside other downloads, because 300 files for each sandbox would be felt.
 */
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import {
  copyFile,
  mkdir,
  readdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import type { Ids } from '../../platform/ids.ts';
import { makeJavaTrustStore } from './java-trust-store.ts';

/** Raised when the folder is made otherwise. */
const LAYOUT = '1';
const SYSTEM_FOLDER = '/etc/ssl/certs';
/** Debian; Fedora and Amazon Linux; openSUSE; Alpine and others. */
const BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];
/**
 * How OpenSSL looks Brume's authority up: a hash of its subject, which never changes
 * (`openssl x509 -hash`, CN=Brume local CA, O=Brume).
 */
const SUBJECT_HASH = '64aead8b';
const PEM = /-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/g;

/**
 * @param cacheDir where it is kept
 * @param certificate Brume's authority, PEM
 * @returns the folder
 */
export async function prepareTrustFolder(
  cacheDir: string,
  certificate: string,
  ids: Ids,
): Promise<string> {
  const bundle = await findBundle();
  const key = createHash('sha256')
    .update(LAYOUT)
    .update(certificate)
    .update(bundle?.state ?? '');
  const folder = join(cacheDir, 'trust', key.digest('hex').slice(0, 16));
  if (await exists(folder)) return folder;
  const unfinished = `${folder}.${ids.hex(8)}`;
  await fill(unfinished, certificate, bundle && (await readFile(bundle.path, 'utf8')));
  // Whole or not at all; another Brume may have been faster.
  await rename(unfinished, folder).catch(async (error: unknown) => {
    await rm(unfinished, { recursive: true, force: true });
    if (!(await exists(folder))) throw error;
  });
  return folder;
}

/** The machine's roots in one file, and what changes when they do. */
async function findBundle(): Promise<{ path: string; state: string } | undefined> {
  for (const path of BUNDLES) {
    try {
      const { size, mtimeMs, ino } = await stat(path);
      return { path, state: `${path} ${size} ${mtimeMs} ${ino}` };
    } catch {
      // another system
    }
  }
  return undefined;
}

async function fill(folder: string, certificate: string, system?: string): Promise<void> {
  // A machine without any roots still has those of this Node.js.
  const roots = system ?? (await import('node:tls')).rootCertificates.join('\n');
  const all = `${certificate.trim()}\n${roots}`;
  await mkdir(join(folder, 'java'), { recursive: true, mode: 0o755 });
  const write = (name: string, content: string | Buffer): Promise<void> =>
    writeFile(join(folder, name), content, { mode: 0o644 });
  await write('brume.pem', certificate);
  await symlink('brume.pem', join(folder, `${SUBJECT_HASH}.0`));
  await write('ca-certificates.crt', all);
  await symlink('ca-certificates.crt', join(folder, 'ca-bundle.crt'));
  await write('java/cacerts', makeJavaTrustStore(certificatesIn(all)));
  await copySystemFolder(folder);
}

function certificatesIn(bundle: string): Buffer[] {
  return [...bundle.matchAll(PEM)].map(([, base64 = '']) => Buffer.from(base64, 'base64'));
}

/** By their hashes, as OpenSSL finds them without a bundle. Names that are taken are ours. */
async function copySystemFolder(folder: string): Promise<void> {
  const from = await realpath(SYSTEM_FOLDER).catch(() => undefined);
  if (from === undefined) return;
  const taken = new Set(await readdir(folder));
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (taken.has(entry.name)) continue;
    const source = join(from, entry.name);
    const target = join(folder, entry.name);
    if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else if (entry.isFile()) await copyFile(source, target, constants.COPYFILE_EXCL);
  }
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
