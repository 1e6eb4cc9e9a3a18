import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { relay } from '../command.ts';
import type { Tool } from './tool.ts';

const VERSION = '3.37.0';
/** What `pip install --target` has made: the package with what it needs, as a function's zip carries them. */
const FOLDER = join(import.meta.dirname, '..', '..', '.cache', `powertools-python-${VERSION}`);
/** Written last, so that an installation cut short is begun anew. */
const DONE = join(FOLDER, 'installed');

/** Powertools for AWS Lambda (Python), for the tests of frameworks. */
export const powertoolsPython: Tool = {
  name: 'Powertools for Python',
  find: () => Promise.resolve(existsSync(DONE) ? { path: FOLDER, version: VERSION } : undefined),
  async install() {
    rmSync(FOLDER, { recursive: true, force: true });
    const words = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
    const where = ['--no-compile', '--target', FOLDER];
    const code = await relay('python3', [...words, ...where, `aws-lambda-powertools==${VERSION}`]);
    if (code === 0) writeFileSync(DONE, VERSION);
  },
  advice: 'let pip reach PyPI; the test set-up then fetches the package.',
};
