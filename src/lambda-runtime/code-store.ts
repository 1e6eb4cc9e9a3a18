import { mkdir, rm } from 'node:fs/promises';
import type { BlobStore } from '../engine/interface.ts';
import type { Ids } from '../platform/ids.ts';
import { createCodeFolders } from './code-folders.ts';
import { folderOfCode } from './code-in-place.ts';
import { type FunctionVersion, InvalidCode, type StoredCode } from './interface.ts';
import { mergeFolders } from './zip/merge.ts';
import { unpackZip } from './zip/unpack.ts';

type CodeOfFunction = Pick<FunctionVersion, 'codeId' | 'layerIds'>;

/** Zips in the engine, which are the truth, and unpacked folders, which can be made again. */
export interface CodeStore {
  /** Resolves when the zip is durable and unpacked. @throws InvalidCode */
  store(zip: Uint8Array): Promise<StoredCode>;
  /** The folder with this code, unpacked (again, if need be). */
  folder(codeId: string): Promise<string>;
  /** The folder with these layers merged, later ones over earlier ones; undefined for none. */
  layers(layerIds: readonly string[]): Promise<string | undefined>;
  /** Keeps the folders of a function's code and layers until they are released. */
  hold(code: CodeOfFunction): void;
  release(code: CodeOfFunction): void;
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
  const { blobs } = options;
  const folders = createCodeFolders(options);

  const unpack = async (zip: Uint8Array): Promise<{ path: string; sizeBytes: number }> => {
    const path = await folders.newPath();
    await mkdir(path);
    try {
      return { path, sizeBytes: await unpackZip(zip, path) };
    } catch (error) {
      await rm(path, { recursive: true, force: true });
      throw error;
    }
  };

  const folder = async (codeId: string): Promise<string> =>
    folderOfCode(codeId) ??
    folders.get(codeId, async () => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of blobs.read(codeId)) chunks.push(chunk);
      return (await unpack(Buffer.concat(chunks))).path;
    });

  const merge = async (layerIds: readonly string[]): Promise<string> => {
    layerIds.forEach(folders.hold);
    try {
      const sources = await Promise.all(layerIds.map(folder));
      const target = await folders.newPath();
      await mergeFolders(sources, target);
      return target;
    } finally {
      layerIds.forEach(folders.release);
    }
  };

  return {
    async store(zip) {
      if (zip.length === 0) throw new InvalidCode('empty', 'Uploaded file must be a non-empty zip');
      const unpacked = await unpack(zip);
      const blob = await blobs.create([zip]);
      let isNew = false;
      await folders.get(blob.id, async () => {
        isNew = true;
        return unpacked.path;
      });
      if (!isNew) await rm(unpacked.path, { recursive: true, force: true });
      return {
        codeId: blob.id,
        sha256Base64: blob.sha256.toString('base64'),
        zipSizeBytes: zip.length,
        unzippedSizeBytes: unpacked.sizeBytes,
      };
    },
    folder,
    async layers(layerIds) {
      const [first, ...more] = layerIds;
      if (first === undefined) return undefined;
      if (more.length === 0) return folder(first);
      return folders.get(layersName(layerIds), () => merge(layerIds));
    },
    hold: (code) => namesOf(code).forEach(folders.hold),
    release: (code) => namesOf(code).forEach(folders.release),
    readZip: (codeId) => blobs.read(codeId),
    clear: () => folders.clear(),
  };
}

/** One layer is used as it is; several are merged into a folder of their own. */
function layersName(layerIds: readonly string[]): string {
  return layerIds.join('+');
}

function namesOf({ codeId, layerIds }: CodeOfFunction): string[] {
  return layerIds.length === 0 ? [codeId] : [codeId, layersName(layerIds)];
}
