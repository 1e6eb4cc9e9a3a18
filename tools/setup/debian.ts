import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { relay } from '../command.ts';
import { ask, type FoundTool, type Tool } from './tool.ts';

let updated = false;

/** Whether `apt-get install` can work here: Debian or a child of it, as root. */
export function hasApt(): boolean {
  return existsSync('/etc/debian_version') && process.getuid?.() === 0;
}

/** Installs packages of the distribution; the lists are refreshed once per run. Does nothing without apt or root. */
export async function aptInstall(...packages: string[]): Promise<void> {
  if (!hasApt()) return;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  if (!updated) await relay('apt-get', ['-qq', 'update'], { env });
  updated = true;
  const words = ['-qq', 'install', '-y', '--no-install-recommends', ...packages];
  await relay('apt-get', words, { env });
}

/** Every place on PATH that has `program`, in order. */
export function onPath(program: string): string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((each) => each !== '');
  return folders.map((folder) => join(folder, program)).filter((file) => existsSync(file));
}

/** A tool that is one program of one package of Debian's, whose name may be another. */
export function debianTool(name: string, versionFlag: string, packageName = name): Tool {
  return {
    name,
    async find(): Promise<FoundTool | undefined> {
      const [path] = onPath(name);
      const text = path === undefined ? undefined : await ask(path, versionFlag);
      const version = text && /\d+\.\d+(\.\d+)?/.exec(text)?.[0];
      return path !== undefined && version ? { path, version } : undefined;
    },
    install: () => aptInstall(packageName),
    advice: `install "${packageName}" with the package manager of this machine.`,
  };
}
