/** The part of an order that gives a sandbox a resolver of its own: native/sandbox/resolver.c. */
import { isIP } from 'node:net';

/** https://docs.aws.amazon.com/general/latest/gr/rande.html; function URLs are at `on.aws`, dual-stack APIs at `api.aws`. */
const AWS_SUFFIXES = ['amazonaws.com', 'amazonaws.com.cn', 'on.aws', 'api.aws'];
/** The C library asks no more. */
const SERVERS_LIMIT = 3;
const LOOPBACK = '127.0.0.1';

/** Where names lead. */
export interface NameService {
  /** The address of AWS's names. */
  aws: string;
  /** The machine's /etc/resolv.conf; undefined: other names do not exist. */
  machine: string | undefined;
}

export function resolverWords({ aws, machine }: NameService): string[] {
  const { servers, settings } = parseResolverFile(machine ?? '');
  const asked = machine === undefined ? [] : servers.length > 0 ? servers : [LOOPBACK];
  return [
    ...['d', settings],
    ...AWS_SUFFIXES.flatMap((suffix) => ['z', suffix, hexOf(aws)]),
    // As browsers and curl do: https://www.rfc-editor.org/rfc/rfc6761#section-6.3
    ...['z', 'localhost', hexOf(LOOPBACK)],
    ...asked.slice(0, SERVERS_LIMIT).flatMap((server) => ['s', hexOf(server)]),
  ];
}

/** https://man7.org/linux/man-pages/man5/resolv.conf.5.html */
function parseResolverFile(text: string): { servers: string[]; settings: string } {
  const servers: string[] = [];
  // Larger answers come by UDP, too, for there is no TCP to our resolver.
  const settings = ['options edns0'];
  for (const line of text.split('\n')) {
    const [word, ...values] = line.trim().split(/\s+/);
    if (word === 'nameserver' && isIP(values[0] ?? '') && !values[0]?.includes('%'))
      servers.push(values[0]!);
    if (word === 'search' || word === 'domain' || word === 'options')
      settings.push(line.trim().replace(/\s(rotate|use-vc)\b/g, ''));
  }
  return { servers, settings: `${settings.join('\n').slice(0, 1024)}\n` };
}

/** In network order. */
export function hexOf(address: string): string {
  if (isIP(address) === 4) return address.split('.').map(byte).join('');
  // URLs know IPv6, and write it in one way.
  const [left = '', right] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const [start, end] = [left, right ?? ''].map((half) => half.split(':').filter(Boolean));
  const gap = right === undefined ? 0 : 8 - start!.length - end!.length;
  return [...start!, ...Array<string>(gap).fill('0'), ...end!]
    .map((group) => group.padStart(4, '0'))
    .join('');
}

function byte(decimal: string): string {
  return Number(decimal).toString(16).padStart(2, '0');
}
