import { createReadStream } from 'node:fs';
import { access, type FileHandle, link, mkdir, open, opendir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ids } from '../../platform/ids.ts';
import {
  assertNamedBlobId,
  type BlobDigest,
  BlobHasher,
  blobNotFound,
  isBlobId,
  isNamedBlobId,
} from '../blob-digest.ts';
import type { ClearableBlobStore } from '../memory/memory-blobs.ts';

const READ_CHUNK_BYTES = 128 * 1024;
const WRITE_BATCH_BYTES = 512 * 1024;

type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/**
 * One file per blob, named by its SHA-256 or by its owner. A file appears under its name only when
 * whole and on disk, so `kill -9` leaves nothing but temporaries, which the next opening removes.
 */
export async function openFileBlobs(folder: string, ids: Ids): Promise<ClearableBlobStore> {
  const blobs = new FileBlobs(folder, ids);
  await blobs.prepare();
  return blobs;
}

class FileBlobs implements ClearableBlobStore {
  readonly #folder: string;
  readonly #temporary: string;
  readonly #ids: Ids;

  constructor(folder: string, ids: Ids) {
    this.#folder = folder;
    this.#temporary = join(folder, 'tmp');
    this.#ids = ids;
  }

  async prepare(): Promise<void> {
    await rm(this.#temporary, { recursive: true, force: true });
    await mkdir(this.#temporary, { recursive: true, mode: 0o700 });
  }

  async create(chunks: Chunks): Promise<BlobDigest> {
    const hasher = new BlobHasher();
    return this.#store(
      chunks,
      (chunk) => hasher.update(chunk),
      () => hasher.digest(),
    );
  }

  async write(id: string, chunks: Chunks): Promise<number> {
    assertNamedBlobId(id);
    let sizeBytes = 0;
    await this.#store(
      chunks,
      (chunk) => {
        sizeBytes += chunk.byteLength;
      },
      () => ({ id }),
    );
    return sizeBytes;
  }

  async copy(from: string, id: string): Promise<boolean> {
    assertNamedBlobId(id);
    if (!isBlobId(from)) return false;
    try {
      // Blobs never change, so that two names of one file are as good as two files.
      await link(join(this.#folder, from), join(this.#folder, id));
    } catch (error) {
      if (isAbsent(error)) return false;
      throw error;
    }
    await syncFolder(this.#folder);
    return true;
  }

  async *listNamed(): AsyncGenerator<string, void> {
    for await (const { name } of await opendir(this.#folder)) if (isNamedBlobId(name)) yield name;
  }

  async *read(
    id: string,
    range?: { start: number; end: number },
  ): AsyncGenerator<Uint8Array, void> {
    if (!isBlobId(id)) throw blobNotFound(id);
    if (range && range.end < range.start) return;
    try {
      yield* createReadStream(join(this.#folder, id), {
        ...range,
        highWaterMark: READ_CHUNK_BYTES,
      }) as AsyncIterable<Buffer>;
    } catch (error) {
      throw isAbsent(error) ? blobNotFound(id) : error;
    }
  }

  async has(id: string): Promise<boolean> {
    if (!isBlobId(id)) return false;
    return access(join(this.#folder, id)).then(
      () => true,
      () => false,
    );
  }

  async remove(id: string): Promise<void> {
    if (isBlobId(id)) await rm(join(this.#folder, id), { force: true });
  }

  async clear(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
    await this.prepare();
  }

  /** @param finish names the file once all of it was seen */
  async #store<T extends { id: string }>(
    chunks: Chunks,
    see: (chunk: Uint8Array) => void,
    finish: () => T,
  ): Promise<T> {
    const path = join(this.#temporary, this.#ids.uuid());
    try {
      await writeSynced(path, chunks, see);
      const named = finish();
      await rename(path, join(this.#folder, named.id));
      await syncFolder(this.#folder);
      return named;
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
  }
}

async function writeSynced(
  path: string,
  chunks: Chunks,
  see: (chunk: Uint8Array) => void,
): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  // One batch is on its way to the disk while the next arrives and is hashed.
  let writing: Promise<void> = Promise.resolve();
  let batch: Uint8Array[] = [];
  let batchBytes = 0;
  const flush = async (): Promise<void> => {
    await writing;
    writing = writeAll(file, batch, batchBytes);
    writing.catch(() => {}); // awaited by the next flush
    batch = [];
    batchBytes = 0;
  };
  try {
    for await (const chunk of chunks) {
      see(chunk);
      batch.push(chunk);
      batchBytes += chunk.byteLength;
      if (batchBytes >= WRITE_BATCH_BYTES) await flush();
    }
    await flush();
    await writing;
    await file.sync();
  } finally {
    await writing.catch(() => {});
    await file.close();
  }
}

/** A disk may take less than it is given. */
async function writeAll(file: FileHandle, batch: Uint8Array[], size: number): Promise<void> {
  if (size === 0) return;
  const { bytesWritten } = await file.writev(batch);
  if (bytesWritten < size) await file.writeFile(Buffer.concat(batch).subarray(bytesWritten));
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
