import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { relay } from '../command.ts';
import type { Tool } from './tool.ts';

const VERSION = '0.1.11';
const PACKAGE = '@serverless/aws-lambda-otel-extension-dist';
const FOLDER = join(import.meta.dirname, '..', '..', '.cache', `serverless-extension-${VERSION}`);
/** The layer that Serverless, Inc. publishes on npm (MIT): an external extension and its wrapper. */
const LAYER = join(FOLDER, 'node_modules', PACKAGE, 'extension.zip');
/** Written last, so that an installation cut short is begun anew. */
const DONE = join(FOLDER, 'installed');

/** A real extension of somebody else's, for the Extensions and Logs APIs. Its path is a layer's zip. */
export const serverlessExtension: Tool = {
  name: 'Serverless otel extension',
  find: () =>
    Promise.resolve(
      existsSync(LAYER) && existsSync(DONE) ? { path: LAYER, version: VERSION } : undefined,
    ),
  async install() {
    rmSync(FOLDER, { recursive: true, force: true });
    const words = ['install', '--silent', '--no-audit', '--no-fund', '--ignore-scripts'];
    const code = await relay('npm', [...words, '--prefix', FOLDER, `${PACKAGE}@${VERSION}`]);
    if (code === 0) writeFileSync(DONE, VERSION);
  },
  advice: 'let npm reach its registry; the test set-up then fetches the package.',
};
