import type { Ids } from '../platform/ids.ts';
import { UPPER_BASE32 } from '../platform/ids.ts';

/** `AKIA`: long-term, of a user. `ASIA`: temporary, of a session. */
export type AccessKeyPrefix = 'AKIA' | 'ASIA';

const SHAPE = /^(AKIA|ASIA)[A-Z2-7]{16}$/;
const ACCOUNT_BITS = 40n;

/**
 * A new access key id. Like AWS's it carries the account: after the prefix, base32 of ten bytes whose
 * first 48 bits are 1, the account in 40 bits, and seven random ones; the rest is random.
 */
export function makeAccessKeyId(prefix: AccessKeyPrefix, account: string, ids: Ids): string {
  const random = BigInt(`0x${ids.hex(10)}`) & ((1n << 39n) - 1n);
  const bits = (1n << 79n) | (BigInt(account) << 39n) | random;
  let text = '';
  for (let shift = 75n; shift >= 0n; shift -= 5n)
    text += UPPER_BASE32[Number((bits >> shift) & 31n)];
  return prefix + text;
}

/** Whether the text has the form of an id that AWS, or Brume, hands out. */
export function isAccessKeyId(text: string): boolean {
  return SHAPE.test(text);
}

/** The account in an access key id, AWS's own ids included; undefined for ids from before 2019, which carry none. */
export function accountOfAccessKeyId(id: string): string | undefined {
  if (!isAccessKeyId(id)) return undefined;
  let bits = 0n;
  for (const character of id.slice(4))
    bits = (bits << 5n) | BigInt(UPPER_BASE32.indexOf(character));
  if (bits >> 79n === 0n) return undefined;
  const account = (bits >> 39n) & ((1n << ACCOUNT_BITS) - 1n);
  return account < 10n ** 12n ? account.toString().padStart(12, '0') : undefined;
}
