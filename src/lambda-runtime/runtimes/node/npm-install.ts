import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const INSTALL_LIMIT_MS = 5 * 60_000;

/** Installs packages below a folder, with the machine's own `npm` and its configuration; runs none of their code. */
export async function npmInstall(folder: string, packages: readonly string[]): Promise<void> {
  const flags = [
    '--no-audit',
    '--no-fund',
    '--ignore-scripts',
    '--no-package-lock',
    '--loglevel=error',
  ];
  await run('npm', ['install', '--prefix', folder, ...flags, ...packages], {
    timeout: INSTALL_LIMIT_MS,
    cwd: folder,
    shell: process.platform === 'win32', // npm is a .cmd there
  });
}

/** The line of a failed program's output that says most. */
export function firstLine(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message?: string };
  const text = stderr?.trim() ? stderr : (message ?? String(error));
  return text.trim().split('\n')[0] ?? text;
}
