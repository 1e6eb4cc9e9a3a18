import { createHash } from 'node:crypto';
import type { Context } from '../../context.ts';
import type { StoreTransaction } from '../../store.ts';
import { TRANSFER_TOKEN_MS } from '../limits.ts';
import { transferTokens } from './store.ts';

export interface Claim {
  readonly kind: 'export' | 'import';
  readonly token: string;
  readonly id: string;
  readonly request: object;
}

/**
 * Takes the token for this request; its row must be locked.
 * @returns the id of the same request made before; undefined when this is the first
 * @throws what `conflict` returns when the token stands for another request
 */
export async function claimToken(
  tx: StoreTransaction,
  { clock }: Context,
  { kind, token, id, request }: Claim,
  conflict: () => Error,
): Promise<string | undefined> {
  const digest = createHash('sha256').update(JSON.stringify(request)).digest('base64');
  const used = await tx.get(transferTokens, [kind, token]);
  if (used && used.atEpochMs > clock.now() - TRANSFER_TOKEN_MS) {
    if (used.digest !== digest) throw conflict();
    return used.id;
  }
  tx.put(transferTokens, [kind, token], { id, digest, atEpochMs: clock.now() });
  return undefined;
}
