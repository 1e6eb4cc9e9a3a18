import type { Ids } from '../../platform/ids.ts';

/** `JKJaXmPLvHcESHA=`: eleven random bytes in base64url, with its padding. */
export function makeRequestId(ids: Ids): string {
  return `${ids.bytes(11).toString('base64url')}=`;
}
