import { readdir, realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

export interface DotnetRuntime {
  /** The folder with the `dotnet` program, all symlinks resolved. */
  root: string;
  /** Of the shared framework: `8.0.11` */
  version: string;
}

/** Where Microsoft's installers and the distributions put it. */
const ROOTS: readonly string[] = [
  '/usr/share/dotnet',
  '/usr/lib/dotnet',
  '/usr/lib64/dotnet',
  '/usr/local/share/dotnet',
  join(homedir(), '.dotnet'),
];

export function dotnetProgram(root: string): string {
  return join(root, process.platform === 'win32' ? 'dotnet.exe' : 'dotnet');
}

/**
 * A .NET runtime of this major version: DOTNET_ROOT first, then PATH, then the usual places. Nothing is
 * run, for cold starts wait for this.
 */
export async function findDotnet(
  major: number,
  environment: NodeJS.ProcessEnv = process.env,
  usual: readonly string[] = ROOTS,
): Promise<DotnetRuntime | undefined> {
  const named = environment['DOTNET_ROOT'];
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const place of [...(named ? [named] : []), ...folders, ...usual]) {
    const program = await realpath(dotnetProgram(place)).catch(() => undefined);
    const version = program && (await newestOf(major, dirname(program)));
    if (version !== undefined) return { root: dirname(program ?? place), version };
  }
  return undefined;
}

async function newestOf(major: number, root: string): Promise<string | undefined> {
  const versions = await readdir(join(root, 'shared', 'Microsoft.NETCore.App')).catch(() => []);
  return versions
    .filter((version) => version.startsWith(`${major}.`))
    .toSorted((a, b) => b.localeCompare(a, 'en', { numeric: true }))
    .at(0);
}
