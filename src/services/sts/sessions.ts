/** Temporary credentials: durable, found by access key in any account, gone some time after they expire. */
import { makeAccessKeyId } from '../access-key-id.ts';
import type { Context } from '../context.ts';
import {
  makeSecretAccessKey,
  makeSessionToken,
  type Session,
  writeCredential,
} from '../credentials.ts';
import { defineTable, type StoreTransaction } from '../store.ts';
import { EXPIRED_SESSION_KEPT_MS } from './limits.ts';

/** By end in epoch milliseconds and access key id; no content. */
const sessionEnds = defineTable<null>({
  service: 'sts',
  name: 'session-ends',
  scope: 'partition',
  version: 1,
});

/** Each new session clears away up to this many old ones, so that their number stays bounded without a worker. */
const CLEARED_PER_SESSION = 2;

/** The SDK's form. */
export interface WireCredentials {
  AccessKeyId: string;
  SecretAccessKey: string;
  SessionToken: string;
  Expiration: Date;
}

/**
 * Issues credentials that act as `identity` until they expire.
 * @param restrictions what is known of the session besides token and end
 */
export async function createSession(
  context: Context,
  identity: { account: string; arn: string; userId: string },
  durationSeconds: number,
  restrictions: Omit<Session, 'token' | 'expiresAtEpochMs'>,
): Promise<WireCredentials> {
  const { ids, clock, store } = context;
  const accessKeyId = makeAccessKeyId('ASIA', identity.account, ids);
  const secretAccessKey = makeSecretAccessKey(ids);
  const token = makeSessionToken(ids);
  // AWS gives whole seconds; the end we keep is the end we tell.
  const expiresAtEpochMs = Math.floor(clock.now() / 1000 + durationSeconds) * 1000;
  const session: Session = { ...restrictions, token, expiresAtEpochMs };
  await store.transact([[sessionEnds, [expiresAtEpochMs, accessKeyId]]], async (tx) => {
    await clearOldSessions(tx, clock.now() - EXPIRED_SESSION_KEPT_MS);
    writeCredential(tx, accessKeyId, { ...identity, secretAccessKey, active: true, session });
    tx.put(sessionEnds, [expiresAtEpochMs, accessKeyId], null);
  });
  return {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: token,
    Expiration: new Date(expiresAtEpochMs),
  };
}

async function clearOldSessions(tx: StoreTransaction, endedBeforeEpochMs: number): Promise<void> {
  for (const { key } of await tx.scan(sessionEnds, { limit: CLEARED_PER_SESSION })) {
    const [end, accessKeyId] = key;
    if (Number(end) >= endedBeforeEpochMs) return;
    tx.delete(sessionEnds, key);
    writeCredential(tx, String(accessKeyId), undefined);
  }
}
