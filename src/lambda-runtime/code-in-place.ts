/** Code that is run where it lies: a folder on this machine, as it is at the time of each invocation. */
import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

const PREFIX = 'folder:';
/** Not code: their changes neither reach functions nor tell of ones that do. */
const PASSED_OVER = new Set(['.git', '.brume']);
/** Installed packages: the names tell of an installation, and reading thousands of files would take long. */
const NAMES_ONLY = 'node_modules';
/** A folder with more than this is no function's code; what lies beyond is not looked at. */
const MAX_ENTRIES = 20_000;

/** @param folder absolute */
export function codeIdOfFolder(folder: string): string {
  return PREFIX + folder;
}

/** @returns the folder when this code lies in one; undefined for code that came as a zip */
export function folderOfCode(codeId: string): string | undefined {
  return codeId.startsWith(PREFIX) ? codeId.slice(PREFIX.length) : undefined;
}

/**
 * @returns a short text that is another one after any file of the folder was written, added, renamed
 *   or removed
 * @throws as `stat` does when the folder is gone
 */
export async function stampOfFolder(folder: string): Promise<string> {
  const hash = createHash('sha256');
  await stat(folder);
  let left = MAX_ENTRIES;
  const walk = async (path: string, depth: 'all' | 'names'): Promise<void> => {
    const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      if (PASSED_OVER.has(entry.name) || --left < 0) continue;
      const inner = join(path, entry.name);
      const seen = await stat(inner, { bigint: true }).catch(() => undefined);
      hash.update(`${inner}\0${seen?.mtimeNs}\0${seen?.size}\0${seen?.ino}\n`);
      if (depth === 'all' && entry.isDirectory())
        await walk(inner, entry.name === NAMES_ONLY ? 'names' : 'all');
    }
  };
  await walk(folder, 'all');
  return hash.digest('hex').slice(0, 16);
}
