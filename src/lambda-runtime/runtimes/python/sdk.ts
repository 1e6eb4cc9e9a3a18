import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Interpreter } from './locate.ts';
import { sdkPackages } from './sdk-versions.ts';

const run = promisify(execFile);
const FETCH_LIMIT_MS = 5 * 60_000;
/** Read by brume_lambda/sdk.py. */
const PROBLEM_FILE = 'problem.txt';

/** Where the AWS SDK of one release lies, or will lie. */
export interface SdkPlace {
  /** Exists once `fetchSdk` has been called; what a sandbox must show. */
  folder: string;
  /** In it, for Python's search path. */
  packages: string;
}

export function sdkPlace(release: string, cacheDir: string): SdkPlace {
  const folder = join(cacheDir, 'runtimes', `python${release}-sdk`);
  const [sdk = ''] = sdkPackages(release);
  return { folder, packages: join(folder, sdk.replace('==', '-')) };
}

export function hasSdk(place: SdkPlace): boolean {
  return existsSync(place.packages);
}

/**
 * Brings boto3 from PyPI with pip or uv and their own configuration. Another process doing the same at
 * the same time does no harm: whoever renames first wins. A failure is no error here: it is written
 * down, and a function that imports boto3 is told.
 */
export async function fetchSdk(
  release: string,
  interpreter: Interpreter,
  place: SdkPlace,
): Promise<void> {
  await mkdir(place.folder, { recursive: true });
  const problem = join(place.folder, PROBLEM_FILE);
  const temporary = await mkdtemp(join(place.folder, '.fetch-'));
  try {
    await install(release, interpreter, temporary);
    await run(interpreter.path, ['-I', '-m', 'compileall', '-q', temporary], {
      timeout: FETCH_LIMIT_MS,
    });
    await chmod(temporary, 0o755); // functions are other users than Brume
    await rename(temporary, place.packages).catch((error: unknown) => {
      if (!hasSdk(place)) throw error;
    });
    await rm(problem, { force: true });
  } catch (error) {
    await writeFile(problem, adviceFor(release, error));
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** The interpreter's own pip, uv, or the pip of another Python, whichever works first. */
async function install(release: string, interpreter: Interpreter, target: string): Promise<void> {
  const packages = sdkPackages(release);
  // All that is needed is named and pinned, so nothing is resolved; all of it is plain Python.
  const common = ['--no-deps', '--only-binary=:all:', '--target', target, ...packages];
  const quick = ['--retries', '0', '--timeout', '5']; // a function waits
  const pip = ['-I', '-m', 'pip', 'install', '-q', '--disable-pip-version-check', '--no-compile'];
  const ways: [string, string[]][] = [
    [interpreter.path, [...pip, ...quick, ...common]],
    ['uv', ['pip', 'install', '-q', '--python', interpreter.path, ...common]],
    ['python3', [...pip, ...quick, '--python-version', release, ...common]],
  ];
  const problems: unknown[] = [];
  for (const [program, words] of ways) {
    try {
      await run(program, words, { timeout: FETCH_LIMIT_MS });
      return;
    } catch (error) {
      problems.push(error);
    }
  }
  throw problems[0];
}

function adviceFor(release: string, error: unknown): string {
  return (
    `Brume could not fetch the AWS SDK of python${release} from PyPI: ${lastLine(error)}\n` +
    `Check that pip works and reaches its index (python${release} -m pip download boto3), then invoke the function again; ` +
    "or put boto3 into the function's zip (pip install --target . boto3)."
  );
}

/** pip says last what matters; warnings come before. */
function lastLine(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message?: string };
  const text = stderr?.trim() ? stderr : (message ?? String(error));
  const lines = text.trim().split('\n');
  return (lines.findLast((line) => line.startsWith('ERROR')) ?? lines.at(-1) ?? text).trim();
}
