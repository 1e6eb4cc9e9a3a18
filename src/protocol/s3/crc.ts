/**
 * Cyclic redundancy checks that node does not have, eight bytes at a time, and the check of two texts
 * joined. All are reflected, begin with all ones and end inverted.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
 */

const CRC32_POLYNOMIAL = 0xedb88320n;
const CRC32C_POLYNOMIAL = 0x82f63b78n;
const CRC64NVME_POLYNOMIAL = 0x9a6c9329ac4bc9b5n;

/** A polynomial and its width in bits. */
export interface Crc {
  readonly polynomial: bigint;
  readonly bits: 32 | 64;
}

export const CRC32: Crc = { polynomial: CRC32_POLYNOMIAL, bits: 32 };
export const CRC32C: Crc = { polynomial: CRC32C_POLYNOMIAL, bits: 32 };
export const CRC64NVME: Crc = { polynomial: CRC64NVME_POLYNOMIAL, bits: 64 };

const SLICES = 8;

/** `[slice * 256 + byte]`: what a byte contributes when `slice` more bytes follow it. */
function makeTable({ polynomial }: Crc): bigint[] {
  const table: bigint[] = [];
  for (let byte = 0n; byte < 256n; byte++) {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1n ? (value >> 1n) ^ polynomial : value >> 1n;
    table.push(value);
  }
  for (let at = 256; at < SLICES * 256; at++) {
    const before = table[at - 256]!;
    table.push((before >> 8n) ^ table[Number(before & 0xffn)]!);
  }
  return table;
}

const low = (table: readonly bigint[]): Int32Array =>
  Int32Array.from(table, (value) => Number(BigInt.asIntN(32, value)));
const high = (table: readonly bigint[]): Int32Array =>
  Int32Array.from(table, (value) => Number(BigInt.asIntN(32, value >> 32n)));

let crc32cTable: Int32Array | undefined;

/** @param crc of what came before; 0 at the beginning */
export function crc32c(bytes: Uint8Array, crc = 0): number {
  const table = (crc32cTable ??= low(makeTable(CRC32C)));
  let c = ~crc;
  let at = 0;
  for (const end = bytes.length - 7; at < end; at += 8) {
    c ^= bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    c =
      table[1792 + (c & 0xff)]! ^
      table[1536 + ((c >>> 8) & 0xff)]! ^
      table[1280 + ((c >>> 16) & 0xff)]! ^
      table[1024 + (c >>> 24)]! ^
      table[768 + bytes[at + 4]!]! ^
      table[512 + bytes[at + 5]!]! ^
      table[256 + bytes[at + 6]!]! ^
      table[bytes[at + 7]!]!;
  }
  for (; at < bytes.length; at++) c = (c >>> 8) ^ table[(c ^ bytes[at]!) & 0xff]!;
  return ~c >>> 0;
}

let crc64Tables: { low: Int32Array; high: Int32Array } | undefined;

/** The running state is two 32-bit halves: a bigint per byte would be a hundred times slower. */
export class Crc64Nvme {
  #low = -1;
  #high = -1;

  update(bytes: Uint8Array): void {
    if (!crc64Tables) {
      const table = makeTable(CRC64NVME);
      crc64Tables = { low: low(table), high: high(table) };
    }
    const { low: lows, high: highs } = crc64Tables;
    let l = this.#low;
    let h = this.#high;
    let at = 0;
    for (const end = bytes.length - 7; at < end; at += 8) {
      l ^= bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
      h ^= bytes[at + 4]! | (bytes[at + 5]! << 8) | (bytes[at + 6]! << 16) | (bytes[at + 7]! << 24);
      const a = 1792 + (l & 0xff);
      const b = 1536 + ((l >>> 8) & 0xff);
      const c = 1280 + ((l >>> 16) & 0xff);
      const d = 1024 + (l >>> 24);
      const e = 768 + (h & 0xff);
      const f = 512 + ((h >>> 8) & 0xff);
      const g = 256 + ((h >>> 16) & 0xff);
      const i = h >>> 24;
      l = lows[a]! ^ lows[b]! ^ lows[c]! ^ lows[d]! ^ lows[e]! ^ lows[f]! ^ lows[g]! ^ lows[i]!;
      h =
        highs[a]! ^
        highs[b]! ^
        highs[c]! ^
        highs[d]! ^
        highs[e]! ^
        highs[f]! ^
        highs[g]! ^
        highs[i]!;
    }
    for (; at < bytes.length; at++) {
      const entry = (l ^ bytes[at]!) & 0xff;
      l = ((l >>> 8) | (h << 24)) ^ lows[entry]!;
      h = (h >>> 8) ^ highs[entry]!;
    }
    this.#low = l;
    this.#high = h;
  }

  /** Eight bytes, big-endian. */
  digest(): Buffer {
    const result = Buffer.allocUnsafe(8);
    result.writeInt32BE(~this.#high, 0);
    result.writeInt32BE(~this.#low, 4);
    return result;
  }
}

/**
 * The check of two texts joined, from the check of each.
 * @param secondBytes the length of the second text
 */
export function combineCrc(crc: Crc, first: bigint, second: bigint, secondBytes: number): bigint {
  return multiply(crc, powerOfX(crc, BigInt(secondBytes) * 8n), first) ^ second;
}

/** Product of two polynomials modulo the check's; the highest bit is the coefficient of x⁰. */
function multiply({ polynomial, bits }: Crc, a: bigint, b: bigint): bigint {
  let product = 0n;
  let factor = b;
  for (let bit = 1n << BigInt(bits - 1); bit > 0n; bit >>= 1n) {
    if (a & bit) product ^= factor;
    factor = factor & 1n ? (factor >> 1n) ^ polynomial : factor >> 1n;
  }
  return product;
}

function powerOfX(crc: Crc, exponent: bigint): bigint {
  let result = 1n << BigInt(crc.bits - 1);
  let square = 1n << BigInt(crc.bits - 2);
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = multiply(crc, result, square);
    square = multiply(crc, square, square);
  }
  return result;
}
