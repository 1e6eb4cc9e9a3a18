import { createHash } from 'node:crypto';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BlobStore } from '../engine/interface.ts';
import type { Ids } from '../platform/ids.ts';
import { InvalidCode, type StoredCode } from './interface.ts';
import { unpackZip } from './zip/unpack.ts';

/** Zips in the engine, which are the truth, and unpacked folders, which can be made again. */
export interface CodeStore {
  /** Resolves when the zip is durable and unpacked. @throws InvalidCode */
  store(zip: Uint8Array): Promise<StoredCode>;
  /** The folder with this code, unpacked (again, if need be). */
  folder(codeId: string): Promise<string>;
  readZip(codeId: string): AsyncIterable<Uint8Array>;
  /** Drops the unpacked folders. */
  clear(): Promise<void>;
}

/**
 * @param codeDir holds nothing but unpacked code. It is emptied first: a folder from before a crash
 *   may be half on disk, and syncing thousands of files would cost more than unpacking them again.
 */
export function createCodeStore(options: {
  blobs: BlobStore;
  ids: Ids;
  codeDir: string;
}): CodeStore {
  const { blobs, ids, codeDir } = options;
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

  const unpackToTemporary = async (
    zip: Uint8Array,
  ): Promise<{ path: string; sizeBytes: number }> => {
    await (emptied ??= empty());
    const path = join(codeDir, `.${ids.hex(16)}`);
    await mkdir(path);
    try {
      return { path, sizeBytes: await unpackZip(zip, path) };
    } catch (error) {
      await rm(path, { recursive: true, force: true });
      throw error;
    }
  };

  const adopt = async (temporary: string, codeId: string): Promise<string> => {
    const path = join(codeDir, folderName(codeId));
    if (await isFolder(path)) await rm(temporary, { recursive: true, force: true });
    else await rename(temporary, path);
    return path;
  };

  const remember = (codeId: string, making: Promise<string>): Promise<string> => {
    folders.set(codeId, making);
    making.catch(() => folders.delete(codeId));
    return making;
  };

  return {
    async store(zip) {
      if (zip.length === 0) throw new InvalidCode('empty', 'Uploaded file must be a non-empty zip');
      const unpacked = await unpackToTemporary(zip);
      const blob = await blobs.create([zip]);
      const known = folders.get(blob.id);
      if (known) await rm(unpacked.path, { recursive: true, force: true });
      else await remember(blob.id, adopt(unpacked.path, blob.id));
      return {
        codeId: blob.id,
        sha256Base64: blob.sha256.toString('base64'),
        zipSizeBytes: zip.length,
        unzippedSizeBytes: unpacked.sizeBytes,
      };
    },
    folder(codeId) {
      const known = folders.get(codeId);
      if (known) return known;
      const rebuild = async (): Promise<string> => {
        const chunks: Uint8Array[] = [];
        for await (const chunk of blobs.read(codeId)) chunks.push(chunk);
        return adopt((await unpackToTemporary(Buffer.concat(chunks))).path, codeId);
      };
      return remember(codeId, rebuild());
    },
    readZip: (codeId) => blobs.read(codeId),
    async clear() {
      folders.clear();
      emptied = empty();
      await emptied;
    },
  };
}

/** Blob ids are opaque here, so they are made safe for a file name. */
function folderName(codeId: string): string {
  return /^[\w-]+$/.test(codeId) ? codeId : createHash('sha256').update(codeId).digest('hex');
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
