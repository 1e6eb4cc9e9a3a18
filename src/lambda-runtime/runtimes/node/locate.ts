import { constants } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { findNodePackage } from './versions.ts';

export interface NodeBinary {
  path: string;
  /** `22.20.0` */
  version: string;
}

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

/** The binary in a package's folder, by its manifest; nothing is run, for cold starts wait for this. */
export async function findIn(packageDir: string): Promise<NodeBinary | undefined> {
  const path = join(packageDir, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  try {
    const [manifest] = await Promise.all([
      readFile(join(packageDir, 'package.json'), 'utf8'),
      access(path, constants.X_OK),
    ]);
    const { version } = JSON.parse(manifest) as { version: string };
    return { path, version };
  } catch {
    return undefined;
  }
}

async function findInstalled(major: number): Promise<NodeBinary | undefined> {
  const name = findNodePackage(process.platform, process.arch);
  if (!name) return undefined;
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    const found = await findIn(dirname(manifest));
    return found && majorOf(found.version) === major ? found : undefined;
  } catch {
    return undefined; // not installed
  }
}

function majorOf(version: string): number {
  return Number(version.split('.')[0]);
}
