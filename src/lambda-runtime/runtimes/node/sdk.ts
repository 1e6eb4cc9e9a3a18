import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { firstLine, npmInstall } from './npm-install.ts';
import { sdkPackages } from './sdk-packages.ts';

/** Read by missing-sdk.cjs. */
const PROBLEM_FILE = 'problem.txt';

/** Where the AWS SDK of a Node.js version lies, or will lie. */
export interface SdkPlace {
  /** What a sandbox must show. */
  folder: string;
  /** For NODE_PATH. */
  nodeModules: string;
}

export function sdkPlace(major: number, cacheDir: string): SdkPlace {
  const folder = join(cacheDir, 'runtimes', `nodejs-sdk-${major < 20 ? '18' : '20-24'}`);
  const hash = createHash('sha256').update(sdkPackages(major).join('\n')).digest('hex');
  return { folder, nodeModules: join(folder, hash.slice(0, 12), 'node_modules') };
}

/** A sandbox shows the folder before anything is in it. */
export async function makeSdkFolder({ folder }: SdkPlace): Promise<void> {
  // Where the cache cannot be written, functions that need nothing of it still run.
  await mkdir(folder, { recursive: true }).catch(() => {});
}

export function hasSdk(place: SdkPlace): boolean {
  return existsSync(place.nodeModules);
}

/**
 * Gets the SDK from npm. Another process doing the same at the same time does no harm: whoever renames
 * first wins. A failure is no error here: it is written down, and a function that needs the SDK is told.
 */
export async function fetchSdk(major: number, place: SdkPlace): Promise<void> {
  await mkdir(place.folder, { recursive: true });
  const problem = join(place.folder, PROBLEM_FILE);
  const temporary = await mkdtemp(join(place.folder, '.fetch-'));
  try {
    await npmInstall(temporary, sdkPackages(major));
    await withoutTypes(join(temporary, 'node_modules'));
    await chmod(temporary, 0o755); // functions are other users than Brume
    await rename(temporary, join(place.nodeModules, '..')).catch((error: unknown) => {
      if (!hasSdk(place)) throw error;
    });
    await rm(problem, { force: true });
  } catch (error) {
    await writeFile(problem, adviceFor(error));
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Two thirds of the packages are declarations for compilers. */
async function withoutTypes(nodeModules: string): Promise<void> {
  const scopes = (await readdir(nodeModules)).filter((name) => name.startsWith('@'));
  for (const scope of scopes) {
    for (const name of await readdir(join(nodeModules, scope)))
      await rm(join(nodeModules, scope, name, 'dist-types'), { recursive: true, force: true });
  }
}

function adviceFor(error: unknown): string {
  return (
    `Brume could not fetch the AWS SDK from npm: ${firstLine(error)}\n` +
    'Check that npm works and reaches its registry (npm view @aws-sdk/client-sts version), then invoke the function again; ' +
    "or put the SDK into the function's zip (npm install)."
  );
}
