import { createHash } from 'node:crypto';
import { BrumeError } from '../platform/errors.ts';
import type { Ids } from '../platform/ids.ts';

/** What `BlobStore.create` answers, computed while the bytes flow past. */
export interface BlobDigest {
  id: string;
  sizeBytes: number;
  sha256: Buffer;
  md5: Buffer;
}

export class BlobHasher {
  readonly #sha256 = createHash('sha256');
  readonly #md5 = createHash('md5');
  #sizeBytes = 0;

  update(chunk: Uint8Array): void {
    this.#sha256.update(chunk);
    this.#md5.update(chunk);
    this.#sizeBytes += chunk.byteLength;
  }

  digest(): BlobDigest {
    const sha256 = this.#sha256.digest();
    return {
      id: sha256.toString('hex'),
      sizeBytes: this.#sizeBytes,
      sha256,
      md5: this.#md5.digest(),
    };
  }
}

/** Ids come from outside; anything else could be a path. */
export function isBlobId(id: string): boolean {
  return /^[0-9a-f]{64}$/.test(id) || isNamedBlobId(id);
}

/** For `BlobStore.write`; never the name of any content. */
export function newBlobId(ids: Ids): string {
  return `n${ids.hex(32)}`;
}

export function isNamedBlobId(id: string): boolean {
  return /^n[0-9a-f]{32}$/.test(id);
}

/** @throws BrumeError ERR_BLOB_NAME */
export function assertNamedBlobId(id: string): void {
  if (isNamedBlobId(id)) return;
  throw new BrumeError(
    'ERR_BLOB_NAME',
    `${JSON.stringify(id.slice(0, 100))} was not made by newBlobId.`,
  );
}

export function blobNotFound(id: string): BrumeError {
  return new BrumeError(
    'ERR_BLOB_NOT_FOUND',
    `There is no blob ${JSON.stringify(id.slice(0, 100))}.`,
  );
}
