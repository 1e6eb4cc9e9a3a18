/** What the benchmark compares with or bundles, from npm and PyPI; kept in `.cache/bench` for the next run. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const CACHE = join(import.meta.dirname, '..', '.cache', 'bench');
const AT_MOST_MS = 300_000;

/** Installs packages of npm, without their install scripts. @returns the folder with `node_modules` */
export function installNpm(name: string, packages: readonly string[]): Promise<string> {
  return installOnce([name, ...packages], async (folder) => {
    await writeFile(join(folder, 'package.json'), '{"private":true}');
    const words = ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...packages];
    await run('npm', words, { cwd: folder, timeout: AT_MOST_MS });
  });
}

/** Installs packages of PyPI in a virtual environment. @returns its folder */
export function installPip(name: string, packages: readonly string[]): Promise<string> {
  return installOnce([name, ...packages], async (folder) => {
    await run('python3', ['-m', 'venv', folder], { timeout: AT_MOST_MS });
    const words = ['install', '--quiet', '--disable-pip-version-check', ...packages];
    await run(join(folder, 'bin', 'pip'), words, { timeout: AT_MOST_MS });
  });
}

async function installOnce(
  names: readonly string[],
  install: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = join(CACHE, names.join('-').replaceAll(/[^\w.-]+/g, '_'));
  /** Written last, so that an installation cut short is begun anew. */
  const done = join(folder, 'installed');
  if (existsSync(done)) return folder;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await install(folder);
  await writeFile(done, '');
  return folder;
}
