import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSecureContext, type SecureContext } from 'node:tls';
import type { Clock } from '../../platform/clock.ts';
import type { Ids } from '../../platform/ids.ts';

/** A hostile client can name any host: keep only so many certificates. */
const CACHED_HOSTS_MAX = 256;
/** In the authority's folder. */
export const CERTIFICATE_FILE = 'ca.pem';
const OWN_NAMES = ['localhost', '127.0.0.1', '::1'];

/** TLS contexts per server name; nothing is loaded before the first TLS connection. */
export interface TlsContexts {
  /** @param servername from SNI; without it (a client that used an address) the names of this machine */
  contextFor(servername?: string): Promise<SecureContext>;
}

/** The authority's certificate, PEM. The library that makes one is loaded only when there is none yet. */
export async function readCertificate(
  folder: string,
  sources: { clock: Clock; ids: Ids },
): Promise<string> {
  try {
    return await readFile(join(folder, CERTIFICATE_FILE), 'utf8');
  } catch {
    const { openCertificateAuthority } = await import('./certificate-authority.ts');
    return (await openCertificateAuthority(folder, sources)).certificate;
  }
}

export function createTlsContexts(
  folder: string,
  sources: { clock: Clock; ids: Ids },
): TlsContexts {
  const cache = new Map<string, Promise<SecureContext>>();
  let authority: ReturnType<typeof open> | undefined;
  const open = async () => {
    // 40 ms and 8 MB that only TLS users pay.
    const { openCertificateAuthority } = await import('./certificate-authority.ts');
    return openCertificateAuthority(folder, sources);
  };
  const make = async (names: readonly string[]): Promise<SecureContext> => {
    authority ??= open();
    const ca = await authority;
    const { key, cert } = await ca.issue(names);
    return createSecureContext({ key, cert: `${cert}\n${ca.certificate}` });
  };
  return {
    contextFor(servername = '') {
      const known = cache.get(servername);
      if (known) return known;
      if (cache.size >= CACHED_HOSTS_MAX) cache.delete(cache.keys().next().value!);
      const made = make(servername === '' ? OWN_NAMES : [servername]);
      cache.set(servername, made);
      made.catch(() => cache.delete(servername));
      return made;
    },
  };
}
