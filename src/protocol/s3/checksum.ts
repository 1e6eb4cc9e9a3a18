/** The checksums of S3: https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { type Crc, CRC32, CRC32C, CRC64NVME, combineCrc, crc32c, Crc64Nvme } from './crc.ts';

export const CHECKSUM_ALGORITHMS = [
  'CRC32',
  'CRC32C',
  'CRC64NVME',
  'SHA1',
  'SHA256',
  'SHA512',
  'MD5',
] as const;
export type ChecksumAlgorithm = (typeof CHECKSUM_ALGORITHMS)[number];

/** Computed while bytes flow past. */
export interface Checksum {
  update(chunk: Uint8Array): void;
  digest(): Buffer;
}

/** The header, or trailer, that carries a checksum in base64: `x-amz-checksum-crc32`. */
export function checksumHeader(algorithm: ChecksumAlgorithm): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

/** How many bytes a digest has. */
export const CHECKSUM_BYTES: Readonly<Record<ChecksumAlgorithm, number>> = {
  CRC32: 4,
  CRC32C: 4,
  CRC64NVME: 8,
  SHA1: 20,
  SHA256: 32,
  SHA512: 64,
  MD5: 16,
};

export function createChecksum(algorithm: ChecksumAlgorithm): Checksum {
  switch (algorithm) {
    case 'CRC32':
      return running((bytes, before) => crc32(bytes, before));
    case 'CRC32C':
      return running(crc32c);
    case 'CRC64NVME':
      return new Crc64Nvme();
    default:
      return createHash(algorithm.toLowerCase());
  }
}

function running(next: (bytes: Uint8Array, before: number) => number): Checksum {
  let value = 0;
  return {
    update(chunk) {
      value = next(chunk, value);
    },
    digest() {
      const bytes = Buffer.allocUnsafe(4);
      bytes.writeUInt32BE(value);
      return bytes;
    },
  };
}

const COMBINABLE: Partial<Record<ChecksumAlgorithm, Crc>> = { CRC32, CRC32C, CRC64NVME };

/** Whether the checksum of a whole can be made from those of its parts (FULL_OBJECT). */
export function isCombinable(algorithm: ChecksumAlgorithm): boolean {
  return COMBINABLE[algorithm] !== undefined;
}

/** The checksum of parts in a row, from theirs; the algorithm must be combinable. */
export function combineChecksums(
  algorithm: ChecksumAlgorithm,
  parts: readonly { digest: Buffer; sizeBytes: number }[],
): Buffer {
  const crc = COMBINABLE[algorithm]!;
  const [first, ...rest] = parts;
  let value = toBigInt(first!.digest);
  for (const part of rest) value = combineCrc(crc, value, toBigInt(part.digest), part.sizeBytes);
  return Buffer.from(value.toString(16).padStart(crc.bits / 4, '0'), 'hex');
}

function toBigInt(digest: Buffer): bigint {
  return BigInt(`0x${digest.toString('hex')}`);
}
