import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { relay } from '../command.ts';
import { aptInstall } from './debian.ts';
import { ask, type Tool } from './tool.ts';

const VERSION = '1.45.11';
const FOLDER = join(import.meta.dirname, '..', '..', '.cache', `aws-cli-${VERSION}`);
const PROGRAM = join(FOLDER, 'bin', 'aws');
/** Written last, so that an installation cut short is begun anew. */
const DONE = join(FOLDER, 'installed');

/** AWS CLI version 1: the pinned release from PyPI in a virtual environment of its own. */
export const awsCliV1: Tool = {
  name: 'aws CLI v1',
  find: () =>
    Promise.resolve(
      existsSync(PROGRAM) && existsSync(DONE)
        ? { path: PROGRAM, version: readFileSync(DONE, 'utf8') }
        : undefined,
    ),
  async install() {
    rmSync(FOLDER, { recursive: true, force: true });
    if ((await ask('python3', '-m', 'ensurepip', '--version')) === undefined)
      await aptInstall('python3', 'python3-venv');
    if ((await ask('python3', '-m', 'venv', FOLDER)) === undefined) return;
    const words = ['install', '--quiet', '--disable-pip-version-check', `awscli==${VERSION}`];
    if ((await relay(join(FOLDER, 'bin', 'pip'), words)) === 0) writeFileSync(DONE, VERSION);
  },
  advice: 'install python3 with its venv module; the test set-up then fetches the CLI from PyPI.',
};
