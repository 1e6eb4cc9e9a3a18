/** Access keys of every account, written by IAM (users) and STS (sessions), read when a request comes in. */
import type { Ids } from '../platform/ids.ts';
import { defineTable, type StoreTransaction } from './store.ts';

export interface Credential {
  secretAccessKey: string;
  account: string;
  /** The caller's ARN and unique id, as in GetCallerIdentity. */
  arn: string;
  userId: string;
  /** False for a key that UpdateAccessKey made inactive. */
  active: boolean;
  session?: Session;
}

export interface Session {
  token: string;
  expiresAtEpochMs: number;
  /** The role assumed; absent for GetSessionToken. */
  roleArn?: string;
  sourceIdentity?: string;
  externalId?: string;
  /** Session policy documents and ARNs, kept for enforcement. */
  policy?: string;
  policyArns?: string[];
  tags?: { key: string; value: string; transitive: boolean }[];
}

/** By access key id. Of the whole partition: a request's account is found by its key. */
export const credentials = defineTable<Credential>({
  service: 'sts',
  name: 'credentials',
  scope: 'partition',
  version: 1,
});

/** Followed by the access key id: tells every node to forget what it knows of that key. */
export const CREDENTIAL_CHANGED = 'sts.credential-changed.';

/** Our session tokens begin so, which tells a token of this cloud from a real one left in the environment. */
export const SESSION_TOKEN_PREFIX = 'YnJ1bWVf'; // base64 of `brume_`

/** Stores a credential, or removes it, as part of a commit. */
export function writeCredential(
  tx: StoreTransaction,
  accessKeyId: string,
  credential: Credential | undefined,
): void {
  if (credential) tx.put(credentials, [accessKeyId], credential);
  else tx.delete(credentials, [accessKeyId]);
  tx.hint(CREDENTIAL_CHANGED + accessKeyId);
}

/** 40 characters of the base64 alphabet. */
export function makeSecretAccessKey(ids: Ids): string {
  return ids.bytes(30).toString('base64');
}

export function makeSessionToken(ids: Ids): string {
  return SESSION_TOKEN_PREFIX + ids.bytes(240).toString('base64');
}
