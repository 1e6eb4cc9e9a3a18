import { createHash } from 'node:crypto';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ids } from '../platform/ids.ts';

/** The folders of unpacked code, made once each. */
export interface CodeFolders {
  /** A path in `codeDir` where nothing is yet, for a folder that is still being filled. */
  newPath(): Promise<string>;
  /**
   * The folder of this name.
   * @param make fills a new path and returns it; called when the folder is neither there nor on its way
   */
  get(name: string, make: () => Promise<string>): Promise<string>;
  /** Drops all of them. */
  clear(): Promise<void>;
}

/** @param codeDir is emptied first; holds nothing but unpacked code */
export function createCodeFolders({ ids, codeDir }: { ids: Ids; codeDir: string }): CodeFolders {
  /** Folders that are there or on their way. */
  const folders = new Map<string, Promise<string>>();
  let emptied: Promise<void> | undefined;

  const empty = async (): Promise<void> => {
    await rm(codeDir, { recursive: true, force: true });
    await mkdir(codeDir, { recursive: true });
    // Node looks upwards for the kind of a module; it must not find the package.json of the project
    // in whose folder Brume keeps its state.
    await writeFile(join(codeDir, 'package.json'), '{}');
  };

  const adopt = async (temporary: string, name: string): Promise<string> => {
    const path = join(codeDir, folderName(name));
    if (await isFolder(path)) await rm(temporary, { recursive: true, force: true });
    else await rename(temporary, path);
    return path;
  };

  return {
    async newPath() {
      await (emptied ??= empty());
      return join(codeDir, `.${ids.hex(16)}`);
    },
    get(name, make) {
      const known = folders.get(name);
      if (known) return known;
      const making = make().then((temporary) => adopt(temporary, name));
      folders.set(name, making);
      making.catch(() => folders.delete(name));
      return making;
    },
    async clear() {
      folders.clear();
      emptied = empty();
      await emptied;
    },
  };
}

/** Names are opaque here, so they are made safe for a file name. */
function folderName(name: string): string {
  return /^[\w-]+$/.test(name) ? name : createHash('sha256').update(name).digest('hex');
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
