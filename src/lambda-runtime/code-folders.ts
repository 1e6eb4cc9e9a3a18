import { createHash } from 'node:crypto';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ids } from '../platform/ids.ts';
import { FolderUsage } from './folder-usage.ts';

/** The folders of unpacked code, made once each and made again when they are needed again. */
export interface CodeFolders {
  /** A path in `codeDir` where nothing is yet, for a folder that is still being filled. */
  newPath(): Promise<string>;
  /**
   * The folder of this name.
   * @param make fills a new path and returns it; called when the folder is neither there nor on its way
   */
  get(name: string, make: () => Promise<string>): Promise<string>;
  /** Keeps a folder, there already or not, until it is released as often as it was held. */
  hold(name: string): void;
  release(name: string): void;
  /** Drops all of them. */
  clear(): Promise<void>;
}

/** @param codeDir is emptied first; holds nothing but unpacked code */
export function createCodeFolders({ ids, codeDir }: { ids: Ids; codeDir: string }): CodeFolders {
  /** Folders that are there or on their way. */
  const folders = new Map<string, Promise<string>>();
  let emptied: Promise<void> | undefined;
  const usage = new FolderUsage();
  /** On their way out: their names are free once these have resolved. */
  const leaving = new Map<string, Promise<void>>();

  const empty = async (): Promise<void> => {
    await rm(codeDir, { recursive: true, force: true });
    await mkdir(codeDir, { recursive: true });
    // Node looks upwards for the kind of a module; it must not find the package.json of the project
    // in whose folder Brume keeps its state.
    await writeFile(join(codeDir, 'package.json'), '{}');
  };

  const newPath = async (): Promise<string> => {
    await (emptied ??= empty());
    return join(codeDir, `.${ids.hex(16)}`);
  };

  const drop = async (name: string, making: Promise<string>): Promise<void> => {
    try {
      const trash = await newPath();
      await rename(await making, trash);
      leaving.delete(name);
      await rm(trash, { recursive: true, force: true });
    } catch {
      leaving.delete(name); // it was never made, or all of them were dropped meanwhile
    }
  };

  const touch = (name: string): void => {
    const oldest = folders.has(name) ? usage.touch(name) : undefined;
    const making = oldest === undefined ? undefined : folders.get(oldest);
    if (oldest === undefined || !making) return;
    folders.delete(oldest);
    leaving.set(oldest, drop(oldest, making));
  };

  const adopt = async (temporary: string, name: string): Promise<string> => {
    await leaving.get(name);
    const path = join(codeDir, folderName(name));
    if (await isFolder(path)) await rm(temporary, { recursive: true, force: true });
    else await rename(temporary, path);
    return path;
  };

  return {
    newPath,
    get(name, make) {
      const known = folders.get(name);
      const making = known ?? make().then((temporary) => adopt(temporary, name));
      if (!known) {
        folders.set(name, making);
        making.catch(() => {
          folders.delete(name);
          usage.forget(name);
        });
      }
      touch(name);
      return making;
    },
    hold: (name) => usage.hold(name),
    release(name) {
      usage.release(name);
      touch(name);
    },
    async clear() {
      for (const name of folders.keys()) usage.forget(name);
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
