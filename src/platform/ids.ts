import { randomBytes as nodeRandomBytes } from 'node:crypto';

/** The one source of randomness (design law 4): ids, tokens, jitter. */
export interface Ids {
  bytes(count: number): Buffer;
  /** RFC 4122 version 4, lower case. */
  uuid(): string;
  /** Lower-case hexadecimal digits. */
  hex(digits: number): string;
  /** Characters of `alphabet`, each equally likely. */
  pick(alphabet: string, count: number): string;
  /** A number in [0, 1), for jitter and weighted choice. */
  fraction(): number;
}

export const LOWER_ALPHANUMERIC = 'abcdefghijklmnopqrstuvwxyz0123456789';
/** The characters of AWS access key ids and unique ids such as `AROA…`: no 0, 1, 8, 9. */
export const UPPER_BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

const POOL_BYTES = 4096;

/** @param source where bytes come from; a test passes a seeded one */
export function createIds(source: (count: number) => Buffer = nodeRandomBytes): Ids {
  // Drawing from a pool makes an id cost nanoseconds instead of a system call; ids are on the invoke path.
  let pool: Buffer = Buffer.alloc(0);
  let used = 0;
  const bytes = (count: number): Buffer => {
    if (count > POOL_BYTES) return source(count);
    if (used + count > pool.length) {
      pool = source(POOL_BYTES);
      used = 0;
    }
    used += count;
    return pool.subarray(used - count, used);
  };
  const hex = (digits: number): string =>
    bytes((digits + 1) >> 1)
      .toString('hex')
      .slice(0, digits);
  return {
    bytes: (count) => Buffer.from(bytes(count)),
    hex,
    uuid() {
      const raw = bytes(16);
      raw[6] = (raw[6]! & 0x0f) | 0x40;
      raw[8] = (raw[8]! & 0x3f) | 0x80;
      const text = raw.toString('hex');
      return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`;
    },
    pick(alphabet, count) {
      const unbiasedBelow = 256 - (256 % alphabet.length);
      let text = '';
      while (text.length < count) {
        const value = bytes(1)[0]!;
        if (value < unbiasedBelow) text += alphabet[value % alphabet.length];
      }
      return text;
    },
    fraction: () => bytes(6).readUIntBE(0, 6) / 2 ** 48,
  };
}
