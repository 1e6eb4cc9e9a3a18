import { assertNamedBlobId, BlobHasher, blobNotFound, isNamedBlobId } from '../blob-digest.ts';
import type { BlobStore } from '../interface.ts';

export interface ClearableBlobStore extends BlobStore {
  clear(): Promise<void>;
}

/** Blobs in memory, gone with the process. */
export function createMemoryBlobs(): ClearableBlobStore {
  const blobs = new Map<string, Buffer>();
  return {
    async create(chunks) {
      const hasher = new BlobHasher();
      const parts: Uint8Array[] = [];
      for await (const chunk of chunks) {
        hasher.update(chunk);
        parts.push(Buffer.from(chunk));
      }
      const digest = hasher.digest();
      blobs.set(digest.id, Buffer.concat(parts));
      return digest;
    },
    async write(id, chunks) {
      assertNamedBlobId(id);
      const parts: Buffer[] = [];
      for await (const chunk of chunks) parts.push(Buffer.from(chunk));
      const blob = Buffer.concat(parts);
      blobs.set(id, blob);
      return blob.length;
    },
    async copy(from, id) {
      assertNamedBlobId(id);
      const blob = blobs.get(from);
      if (blob) blobs.set(id, blob);
      return blob !== undefined;
    },
    async *listNamed() {
      for (const id of blobs.keys()) if (isNamedBlobId(id)) yield id;
    },
    async *read(id, range) {
      const blob = blobs.get(id);
      if (!blob) throw blobNotFound(id);
      const part = range ? blob.subarray(range.start, range.end + 1) : blob;
      if (part.length > 0) yield Buffer.from(part);
    },
    has: async (id) => blobs.has(id),
    async remove(id) {
      blobs.delete(id);
    },
    async clear() {
      blobs.clear();
    },
  };
}
