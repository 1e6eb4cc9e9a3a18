import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { resolverWords } from './resolver-words.ts';

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
  '/etc/ssl/openssl.cnf',
];
const NAME_SERVICE = 'passwd: files\ngroup: files\nhosts: files dns\n';

const CERTIFICATES = '/etc/ssl/certs';
/** Where OpenSSL of other systems looks, and programs built on Amazon Linux. */
const OTHER_BUNDLES = ['/etc/ssl/cert.pem', '/etc/pki/tls/certs/ca-bundle.crt'];
/** Where Fedora and its children have what all their other names lead to. */
const EXTRACTED = [
  ['ca-certificates.crt', '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem'],
  ['java/cacerts', '/etc/pki/ca-trust/extracted/java/cacerts'],
] as const;

/**
 * The part of an order that shows the system: the same for all functions.
 * @param trustFolder to be shown instead of the machine's own certificates
 */
export function systemFiles(trustFolder?: string): string[] {
  return [
    ...FOLDERS.flatMap(show),
    ...[...SETTINGS, ...javaSettings()].flatMap(show),
    ...(trustFolder === undefined ? show(CERTIFICATES) : showTrust(trustFolder)),
    ...file('/etc/nsswitch.conf', NAME_SERVICE),
  ];
}

function showTrust(folder: string): string[] {
  return [
    ...['b', folder, CERTIFICATES],
    ...OTHER_BUNDLES.flatMap((path) =>
      existsSync(path) || existsSync('/etc/pki')
        ? []
        : ['l', `${CERTIFICATES}/ca-certificates.crt`, path],
    ),
    ...EXTRACTED.filter(([, path]) => existsSync(path)).flatMap(([name, path]) => [
      'b',
      join(folder, name),
      path,
    ]),
  ];
}

/**
 * Names and their servers; read anew for each sandbox, because networks change.
 * @param names.awsAddress where AWS's names lead; undefined: nowhere else than on this machine
 */
export function networkFiles(
  hasOwnNetwork: boolean,
  { hostname, awsAddress }: { hostname: string; awsAddress: string | undefined },
): string[] {
  const own = '127.0.0.1 localhost lambda sandbox sandbox.localdomain\n';
  if (hasOwnNetwork) {
    return [
      ...file('/etc/hosts', `${own}127.0.0.1 ${hostname}\n`),
      ...(awsAddress === undefined ? [] : resolverWords({ aws: awsAddress, machine: undefined })),
    ];
  }
  const machine = read('/etc/resolv.conf') ?? '';
  return [
    ...file('/etc/hosts', `${read('/etc/hosts') ?? ''}\n${own}`),
    ...(awsAddress === undefined
      ? file('/etc/resolv.conf', machine)
      : resolverWords({ aws: awsAddress, machine })),
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
