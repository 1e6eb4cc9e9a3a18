import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { BrumeError } from '../../../platform/errors.ts';
import { cachedNodeDir, cachedPackageDir, findIn, type NodeBinary } from './locate.ts';
import { firstLine, npmInstall } from './npm-install.ts';
import { findNodePackage } from './versions.ts';

const run = promisify(execFile);
const START_LIMIT_MS = 5 * 60_000;

/**
 * Gets a Node.js binary from npm into the cache, with the machine's own `npm` and its configuration.
 * Another process doing the same at the same time does no harm: whoever renames first wins.
 * @throws BrumeError ERR_RUNTIME_MISSING
 */
export async function fetchNode(major: number, cacheDir: string): Promise<NodeBinary> {
  const name = findNodePackage(process.platform, process.arch);
  if (!name)
    throw missing(major, `npm has no Node.js package for ${process.platform}-${process.arch}.`);
  const target = cachedNodeDir(major, cacheDir);
  await mkdir(dirname(target), { recursive: true });
  const temporary = await mkdtemp(join(dirname(target), '.fetch-'));
  try {
    await npmInstall(temporary, [`${name}@${major}`]);
    await run(nodeIn(temporary, name), ['--version'], { timeout: START_LIMIT_MS }); // it runs here
    await chmod(temporary, 0o755); // functions are other users than Brume
    await rename(temporary, target).catch(async (error: unknown) => {
      if (!(await findIn(cachedPackageDir(major, cacheDir)))) throw error;
    });
  } catch (error) {
    throw missing(major, firstLine(error), error);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  const found = await findIn(cachedPackageDir(major, cacheDir));
  if (!found) throw missing(major, `the package ${name}@${major} holds no program.`);
  return found;
}

function nodeIn(prefix: string, name: string): string {
  return join(
    prefix,
    'node_modules',
    name,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
}

function missing(major: number, why: string, cause?: unknown): BrumeError {
  return new BrumeError(
    'ERR_RUNTIME_MISSING',
    `Node.js ${major} is not here and could not be fetched: ${why}`,
    {
      hint: `Check that npm works and reaches its registry (npm view node@${major} version), or use a runtime that is here: brume runtimes.`,
      cause,
    },
  );
}
