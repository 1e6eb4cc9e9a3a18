import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { relay } from '../command.ts';
import { aptInstall } from './debian.ts';
import { ask, type Tool } from './tool.ts';

const CACHE = join(import.meta.dirname, '..', '..', '.cache');

/**
 * Pinned packages from PyPI in a virtual environment of their own.
 * @param first `name==version`: names the environment's folder
 * @param program what `find` answers with, of the environment's `bin`
 */
export function pythonVenv(
  name: string,
  program: string,
  first: string,
  ...others: string[]
): Tool {
  const [distribution, version] = first.split('==') as [string, string];
  const folder = join(CACHE, `${distribution}-${version}`);
  const path = join(folder, 'bin', program);
  const content = [version, ...others].join(' ');
  /** Written last, so that an installation cut short is begun anew; another list of packages, too. */
  const done = join(folder, 'installed');
  return {
    name,
    find: () =>
      Promise.resolve(
        existsSync(path) && existsSync(done) && readFileSync(done, 'utf8') === content
          ? { path, version }
          : undefined,
      ),
    async install() {
      rmSync(folder, { recursive: true, force: true });
      if ((await ask('python3', '-m', 'ensurepip', '--version')) === undefined)
        await aptInstall('python3', 'python3-venv');
      if ((await ask('python3', '-m', 'venv', folder)) === undefined) return;
      const words = ['install', '--quiet', '--disable-pip-version-check', first, ...others];
      if ((await relay(join(folder, 'bin', 'pip'), words)) === 0) writeFileSync(done, content);
    },
    advice: 'install python3 with its venv module; the test set-up then fetches it from PyPI.',
  };
}
