import { hash } from 'node:crypto';

/** The id that stands for an account in owners and grants; AWS's are opaque too. */
export function canonicalId(account: string): string {
  return hash('sha256', `canonical user of ${account}`, 'hex');
}
