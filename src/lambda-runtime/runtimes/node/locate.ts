import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { findNodePackage } from './versions.ts';

export interface NodeBinary {
  path: string;
  /** `22.20.0` */
  version: string;
}

const run = promisify(execFile);

/** A Node.js of this major version that is here already: the running one, an installed package, the cache. */
export async function findNode(major: number, cacheDir: string): Promise<NodeBinary | undefined> {
  if (majorOf(process.versions.node) === major) {
    return { path: process.execPath, version: process.versions.node };
  }
  return (await findInstalled(major)) ?? findIn(cachedPackageDir(major, cacheDir));
}

/** Where a fetched runtime lives. */
export function cachedNodeDir(major: number, cacheDir: string): string {
  return join(cacheDir, 'runtimes', `nodejs${major}.x-${process.platform}-${process.arch}`);
}

/** The folder of the binary's package within what npm installed. */
export function cachedPackageDir(major: number, cacheDir: string): string {
  const name = findNodePackage(process.platform, process.arch) ?? 'node';
  return join(cachedNodeDir(major, cacheDir), 'node_modules', name);
}

/** The binary in a package's folder, with the version that it itself reports. */
export async function findIn(packageDir: string): Promise<NodeBinary | undefined> {
  const path = join(packageDir, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(path)) return undefined;
  try {
    const { stdout } = await run(path, ['--version']);
    return { path, version: stdout.trim().replace(/^v/, '') };
  } catch {
    return undefined; // not for this machine, or damaged
  }
}

async function findInstalled(major: number): Promise<NodeBinary | undefined> {
  const name = findNodePackage(process.platform, process.arch);
  if (!name) return undefined;
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
    return majorOf(version) === major ? await findIn(dirname(manifest)) : undefined;
  } catch {
    return undefined;
  }
}

function majorOf(version: string): number {
  return Number(version.split('.')[0]);
}
