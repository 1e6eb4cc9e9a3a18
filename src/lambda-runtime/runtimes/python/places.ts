import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Folders in which systems and installers put programs, beside those on PATH. */
const FIXED = ['/usr/local/bin', '/usr/bin', '/opt/homebrew/bin'];

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where an interpreter of one release (`3.12`) may be, best first: PATH, the version managers, the
 * usual folders, and last a plain `python3`, whatever its release. Files that need not exist.
 */
export async function listPlaces(release: string, env: Environment): Promise<string[]> {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((each) => each !== '');
  // Shims of pyenv and asdf are shell scripts that choose a version by the folder one is in.
  const plain = folders.filter((folder) => !folder.endsWith('/shims'));
  const managed = await Promise.all(
    managers(env, folders).map((manager) => installed(manager, release)),
  );
  const named = [...plain, ...managed.flat(), ...FIXED, frameworkOf(release)];
  return [
    ...new Set([
      ...named.map((folder) => join(folder, `python${release}`)),
      ...[...plain, ...FIXED].map((folder) => join(folder, 'python3')),
    ]),
  ];
}

/** A folder with one folder per installed version. */
interface Manager {
  folder: string;
  /** What precedes the version in a folder's name. */
  prefix: string;
}

function managers(env: Environment, path: readonly string[]): Manager[] {
  const home = env['HOME'] ?? homedir();
  const data = env['XDG_DATA_HOME'] ?? join(home, '.local', 'share');
  const pyenv = env['PYENV_ROOT'] ?? pyenvOf(path) ?? join(home, '.pyenv');
  return [
    { folder: join(pyenv, 'versions'), prefix: '' },
    { folder: env['UV_PYTHON_INSTALL_DIR'] ?? join(data, 'uv', 'python'), prefix: 'cpython-' },
    {
      folder: join(env['ASDF_DATA_DIR'] ?? join(home, '.asdf'), 'installs', 'python'),
      prefix: '',
    },
    { folder: join(env['MISE_DATA_DIR'] ?? join(data, 'mise'), 'installs', 'python'), prefix: '' },
  ];
}

function pyenvOf(path: readonly string[]): string | undefined {
  return path.find((folder) => /pyenv[^/]*\/shims$/.test(folder))?.slice(0, -'/shims'.length);
}

/** The `bin` folders of a release, newest patch first. */
async function installed({ folder, prefix }: Manager, release: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const pattern = new RegExp(`^${prefix}${release.replace('.', '\\.')}(?:\\.(\\d+))?(?![\\w.])`);
  return names
    .flatMap((name) => {
      const match = pattern.exec(name);
      return match ? [{ name, patch: Number(match[1] ?? 0) }] : [];
    })
    .toSorted((a, b) => b.patch - a.patch)
    .map(({ name }) => join(folder, name, 'bin'));
}

function frameworkOf(release: string): string {
  return `/Library/Frameworks/Python.framework/Versions/${release}/bin`;
}
