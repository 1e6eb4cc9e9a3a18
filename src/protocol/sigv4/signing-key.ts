import { type HmacKey, hmacSha256, toHmacKey } from './hmac.ts';

/** A key serves one secret on one day for one region and service, so few are alive at a time. */
const MAX_KEYS = 1000;
const keys = new Map<string, HmacKey>();

/** The key a scope is signed with, derived once and kept. */
export function signingKey(secret: string, date: string, region: string, service: string): HmacKey {
  const id = [secret, date, region, service].join('\n');
  const known = keys.get(id);
  if (known) return known;
  let key = toHmacKey(Buffer.from(`AWS4${secret}`, 'utf8'));
  for (const part of [date, region, service, 'aws4_request'])
    key = toHmacKey(hmacSha256(key, part));
  if (keys.size >= MAX_KEYS) keys.clear();
  keys.set(id, key);
  return key;
}
