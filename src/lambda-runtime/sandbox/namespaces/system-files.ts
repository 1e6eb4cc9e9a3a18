import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Programs and libraries of the system; on most they are links into /usr. */
const FOLDERS = ['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32'];
/** What libraries look up, and holds no secret. */
const SETTINGS = [
  '/etc/alternatives',
  '/etc/ca-certificates',
  '/etc/crypto-policies',
  '/etc/fonts',
  '/etc/ld.so.cache',
  '/etc/mime.types',
  '/etc/os-release',
  '/etc/pki',
  '/etc/protocols',
  '/etc/services',
  '/etc/ssl/certs',
  '/etc/ssl/openssl.cnf',
];
const NAME_SERVICE = 'passwd: files\ngroup: files\nhosts: files dns\n';

/** The part of an order that shows the system: the same for all functions. */
export function systemFiles(): string[] {
  return [
    ...FOLDERS.flatMap(show),
    ...[...SETTINGS, ...javaSettings()].flatMap(show),
    ...file('/etc/nsswitch.conf', NAME_SERVICE),
  ];
}

/** Names and their servers; read anew for each sandbox, because networks change. */
export function networkFiles(hasOwnNetwork: boolean, hostname: string): string[] {
  const own = '127.0.0.1 localhost lambda sandbox sandbox.localdomain\n';
  if (hasOwnNetwork) return file('/etc/hosts', `${own}127.0.0.1 ${hostname}\n`);
  return [
    ...file('/etc/hosts', `${read('/etc/hosts') ?? ''}\n${own}`),
    ...file('/etc/resolv.conf', read('/etc/resolv.conf') ?? ''),
  ];
}

export function file(path: string, content: string): string[] {
  return ['f', content, path];
}

/** A folder or file where it is, or the same link. */
function show(path: string): string[] {
  try {
    if (lstatSync(path).isSymbolicLink()) return ['l', readlinkSync(path), path];
    return ['b', path, path];
  } catch {
    return []; // this system has none
  }
}

/** Debian keeps the settings of a JDK in /etc/java-17-openjdk and links to them. */
function javaSettings(): string[] {
  return readdirSync('/etc')
    .filter((name) => /^java(-|$)/.test(name))
    .map((name) => join('/etc', name));
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
