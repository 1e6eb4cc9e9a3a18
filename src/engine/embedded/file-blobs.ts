import { createReadStream } from 'node:fs';
import { access, link, mkdir, open, opendir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ids } from '../../platform/ids.ts';
import {
  assertNamedBlobId,
  BlobHasher,
  blobNotFound,
  isBlobId,
  isNamedBlobId,
} from '../blob-digest.ts';
import type { ClearableBlobStore } from '../memory/memory-blobs.ts';

const READ_CHUNK_BYTES = 256 * 1024;

/**
 * One file per blob, named by its SHA-256. A file appears under its name only when whole and on
 * disk, so `kill -9` leaves nothing but temporaries, which the next opening removes.
 */
export async function openFileBlobs(folder: string, ids: Ids): Promise<ClearableBlobStore> {
  const temporary = join(folder, 'tmp');
  const prepare = async (): Promise<void> => {
    await rm(temporary, { recursive: true, force: true });
    await mkdir(temporary, { recursive: true, mode: 0o700 });
  };
  await prepare();
  const store = async (
    chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    see: (chunk: Uint8Array) => void,
    idOf: () => string,
  ): Promise<void> => {
    const path = join(temporary, ids.uuid());
    try {
      await writeSynced(path, chunks, see);
      await rename(path, join(folder, idOf()));
      await syncFolder(folder);
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
  };

  return {
    async create(chunks) {
      const hasher = new BlobHasher();
      let digest: ReturnType<BlobHasher['digest']> | undefined;
      const finished = (): ReturnType<BlobHasher['digest']> => (digest ??= hasher.digest());
      await store(
        chunks,
        (chunk) => hasher.update(chunk),
        () => finished().id,
      );
      return finished();
    },
    async write(id, chunks) {
      assertNamedBlobId(id);
      let sizeBytes = 0;
      await store(
        chunks,
        (chunk) => (sizeBytes += chunk.byteLength),
        () => id,
      );
      return sizeBytes;
    },
    async copy(from, id) {
      assertNamedBlobId(id);
      if (!isBlobId(from)) return false;
      try {
        // Blobs never change, so that two names of one file are as good as two files.
        await link(join(folder, from), join(folder, id));
      } catch (error) {
        if (isAbsent(error)) return false;
        throw error;
      }
      await syncFolder(folder);
      return true;
    },
    async *listNamed() {
      for await (const { name } of await opendir(folder)) if (isNamedBlobId(name)) yield name;
    },
    async *read(id, range) {
      if (!isBlobId(id)) throw blobNotFound(id);
      if (range && range.end < range.start) return;
      try {
        yield* createReadStream(join(folder, id), { ...range, highWaterMark: READ_CHUNK_BYTES });
      } catch (error) {
        throw isAbsent(error) ? blobNotFound(id) : error;
      }
    },
    async has(id) {
      if (!isBlobId(id)) return false;
      return access(join(folder, id)).then(
        () => true,
        () => false,
      );
    },
    async remove(id) {
      if (isBlobId(id)) await rm(join(folder, id), { force: true });
    },
    async clear() {
      await rm(folder, { recursive: true, force: true });
      await prepare();
    },
  };
}

async function writeSynced(
  path: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  see: (chunk: Uint8Array) => void,
): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of chunks) {
      see(chunk);
      await file.writeFile(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A rename, or a new file, is on disk only once its folder is. */
export async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder, and NTFS journals renames itself.
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function isAbsent(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
