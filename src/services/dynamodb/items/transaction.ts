/** All or nothing, and once only for each token: TransactWriteItems, and ExecuteTransaction with statements that write. */
import { createHash } from 'node:crypto';
import type { CancellationReason } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../protocol/aws-error.ts';
import { encodeKey } from '../../../engine/key.ts';
import { encodeAttributes } from '../../attribute-json.ts';
import type { Context } from '../../context.ts';
import { serviceError } from '../../define-service.ts';
import type { StoreTransaction } from '../../store.ts';
import { validationError } from '../errors.ts';
import { IDEMPOTENCY_MS, TRANSACTION_LIMIT_BYTES } from '../limits.ts';
import { idempotency, idempotencyAges } from '../store.ts';
import type { Item } from '../values/attribute-value.ts';
import { itemSizeBytes } from '../values/item-size.ts';
import { TRANSACTIONAL } from './consumed-capacity.ts';
import { itemKey } from './row-key.ts';
import { isExceeded } from './throttle.ts';
import { type ItemWrite, writeItems, type WrittenItem } from './write-items.ts';

export interface TransactionOptions {
  readonly token: string | undefined;
  /** What the token stands for. */
  readonly request: object;
}

/** Ends a transaction whose token has already been used. */
class DoneBefore extends Error {}

/**
 * @param writes a failure in place of a write cancels the transaction with it as the reason
 * @returns undefined when the same request was carried out before
 * @throws TransactionCanceledException, IdempotentParameterMismatchException
 */
export async function runTransaction(
  context: Context,
  writes: readonly (ItemWrite | AwsError)[],
  { token, request }: TransactionOptions,
): Promise<WrittenItem[] | undefined> {
  assertDistinct(writes);
  const doomed = writes.some((each) => each instanceof AwsError);
  const planned = writes.map((each): ItemWrite | undefined =>
    each instanceof AwsError ? undefined : each,
  );
  if (doomed) throw cancelled(writes.map((each) => (each instanceof AwsError ? each : undefined)));
  try {
    return await writeItems(context, planned as ItemWrite[], {
      onFailures: cancelled,
      unitsFactor: TRANSACTIONAL,
      also: {
        rows: token === undefined ? [] : [[idempotency, [token]]],
        before: async (tx) => {
          if (token !== undefined) await assertUnused(tx, context, token, digestOf(request));
        },
        after(tx, written) {
          assertSize(written);
          if (token !== undefined) remember(tx, context, token, digestOf(request));
        },
      },
    });
  } catch (error) {
    if (error instanceof DoneBefore) return undefined;
    throw error;
  }
}

function assertDistinct(writes: readonly (ItemWrite | AwsError)[]): void {
  const seen = new Set<string>();
  for (const write of writes) {
    if (write instanceof AwsError) continue;
    const row = Buffer.from(encodeKey(itemKey(write.table, write.key))).toString('latin1');
    if (seen.has(row)) throw repeatedItem();
    seen.add(row);
  }
}

export function repeatedItem(): Error {
  return validationError('Transaction request cannot include multiple operations on one item');
}

function assertSize(written: readonly WrittenItem[]): void {
  let size = 0;
  for (const { after, before } of written) {
    const item = after ?? before;
    if (item) size += itemSizeBytes(item);
  }
  if (size > TRANSACTION_LIMIT_BYTES)
    throw validationError(
      'Collective size of items in transaction request exceeds maximum allowed size of 4MB',
    );
}

function digestOf(request: object): string {
  return createHash('sha256').update(encodeAttributes(request)).digest('base64');
}

async function assertUnused(
  tx: StoreTransaction,
  { clock }: Context,
  token: string,
  digest: string,
): Promise<void> {
  const used = await tx.get(idempotency, [token]);
  if (!used || used.atEpochMs <= clock.now() - IDEMPOTENCY_MS) return;
  if (used.digest === digest) throw new DoneBefore();
  throw serviceError(
    'dynamodb',
    'IdempotentParameterMismatchException',
    'Request rejected because it reuses a client request token with different request parameters',
  );
}

function remember(tx: StoreTransaction, context: Context, token: string, digest: string): void {
  const { account, region, clock } = context;
  const atEpochMs = clock.now();
  tx.put(idempotency, [token], { digest, atEpochMs });
  tx.put(idempotencyAges, [atEpochMs, account, region, token], true);
}

/** One reason for each action, in order; `None` for those that would have succeeded. */
export function cancelled(failures: readonly (Error | undefined)[]): Error {
  const other = failures.find((each) => each !== undefined && !(each instanceof AwsError));
  if (other) return other;
  const reasons = failures.map((each) => reasonOf(each as AwsError | undefined));
  return serviceError(
    'dynamodb',
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map((each) => each.Code).join(', ')}]`,
    { CancellationReasons: reasons },
  );
}

const REASON_CODES: Partial<Record<string, string>> = {
  ConditionalCheckFailedException: 'ConditionalCheckFailed',
  DuplicateItemException: 'DuplicateItem',
  ProvisionedThroughputExceededException: 'ProvisionedThroughputExceeded',
};

function reasonOf(failure: AwsError | undefined): CancellationReason {
  if (!failure) return { Code: 'None' };
  const item = failure.members['Item'] as Item | undefined;
  return {
    Code: REASON_CODES[failure.code] ?? 'ValidationError',
    Message: failure.message,
    ...(item && { Item: item }),
  };
}

/**
 * What is wrong with one action cancels the transaction and is its reason; an empty key is AWS's
 * exception: it fails the request itself, as does whatever can be told without the table.
 */
export function orReason<T>(prepare: () => T): T | AwsError {
  try {
    return prepare();
  } catch (error) {
    const isReason =
      isExceeded(error) ||
      (error instanceof AwsError &&
        error.code === 'ValidationException' &&
        !error.message.startsWith('One or more parameter values are not valid.'));
    if (!isReason) throw error;
    return error;
  }
}
