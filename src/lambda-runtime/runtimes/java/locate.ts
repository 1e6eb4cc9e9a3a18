import { constants } from 'node:fs';
import { access, readdir, readFile, realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

export interface Jdk {
  /** Its folder, all symlinks resolved. */
  home: string;
  /** `17.0.15` */
  version: string;
}

/** Folders whose subfolders are JDKs, by who puts them there. */
const COLLECTIONS: readonly string[] = [
  '/usr/lib/jvm', // Debian, Fedora, SUSE, Arch
  '/usr/lib64/jvm',
  '/usr/java',
  '/opt/java',
  '/Library/Java/JavaVirtualMachines',
  join(homedir(), '.sdkman/candidates/java'),
  join(homedir(), '.asdf/installs/java'),
  join(homedir(), '.local/share/mise/installs/java'),
  join(homedir(), '.jdks'), // IntelliJ
];

/**
 * A JDK or JRE of this major version: JAVA_HOME first, then PATH, then the usual places, where the
 * newest wins. Nothing is run, for cold starts wait for this.
 */
export async function findJdk(
  major: number,
  environment: NodeJS.ProcessEnv = process.env,
  collections: readonly string[] = COLLECTIONS,
): Promise<Jdk | undefined> {
  for (const home of await namedHomes(major, environment)) {
    const jdk = await readJdk(home);
    if (jdk && majorOf(jdk.version) === major) return jdk;
  }
  const found = await Promise.all(collections.map(listHomes));
  const jdks = await Promise.all(found.flat().map(readJdk));
  return jdks
    .filter((jdk) => jdk !== undefined)
    .filter(({ version }) => majorOf(version) === major)
    .toSorted((a, b) => b.version.localeCompare(a.version, 'en', { numeric: true }))
    .at(0);
}

async function namedHomes(major: number, environment: NodeJS.ProcessEnv): Promise<string[]> {
  // The second form is that of GitHub's runners.
  const names = ['JAVA_HOME', `JAVA_HOME_${major}_X64`, `JAVA_HOME_${major}_ARM64`];
  const homes = names.map((name) => environment[name]).filter((home) => home !== undefined);
  for (const folder of (environment['PATH'] ?? '').split(delimiter)) {
    const program = await realpath(join(folder, 'java')).catch(() => undefined);
    if (folder !== '' && program) homes.push(join(program, '../..'));
  }
  return homes;
}

async function listHomes(collection: string): Promise<string[]> {
  const names = await readdir(collection).catch(() => []);
  // macOS keeps the JDK two folders further in.
  return names.flatMap((name) => [
    join(collection, name),
    join(collection, name, 'Contents', 'Home'),
  ]);
}

/** What the `release` file of a JDK says, which all have since Java 8. */
async function readJdk(folder: string): Promise<Jdk | undefined> {
  try {
    const home = await realpath(folder);
    const [release] = await Promise.all([
      readFile(join(home, 'release'), 'utf8'),
      access(javaProgram(home), constants.X_OK),
    ]);
    const version = /^JAVA_VERSION="([^"]+)"/m.exec(release)?.[1];
    return version === undefined ? undefined : { home, version };
  } catch {
    return undefined;
  }
}

export function javaProgram(home: string): string {
  return join(home, 'bin', process.platform === 'win32' ? 'java.exe' : 'java');
}

function majorOf(version: string): number {
  return Number(version.split('.')[0]);
}
