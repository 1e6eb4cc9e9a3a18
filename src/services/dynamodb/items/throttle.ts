/** Provisioned throughput with its burst: off unless a person asks for it, because most tests want speed. */
import type { Clock } from '../../../platform/clock.ts';
import type { AwsError } from '../../../protocol/aws-error.ts';
import type { Context } from '../../context.ts';
import { serviceError } from '../../define-service.ts';
import { stateOf } from '../state-of.ts';
import { type IndexRecord, isLocal, tableArn, type TableRecord } from '../tables/table.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/burst-adaptive-capacity.html */
const BURST_SECONDS = 300;
/** Beyond this many, buckets that are full again are forgotten. */
const BUCKETS = 10_000;

type Scope = Pick<Context, 'account' | 'region'>;
type Direction = 'read' | 'write';

interface Bucket {
  tokens: number;
  atEpochMs: number;
}

/**
 * A bucket of units for each table and each global index, for reads and for writes. A request is
 * let in while units are left and pays afterwards what it took, so that an item may cost more than
 * a second brings; the debt is paid off before the next. A bucket begins full: AWS does not say
 * what a new table has, and one that was not used has saved its units.
 */
export class Throttle {
  readonly #clock: Clock;
  readonly #buckets = new Map<string, Bucket>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws ProvisionedThroughputExceededException when nothing is left */
  assertLeft(scope: Scope, table: TableRecord, direction: Direction, index?: IndexRecord): void {
    const bucket = this.#bucket(scope, table, direction, index);
    if (bucket && bucket.tokens <= 0) throw exceeded(scope, table, direction, index);
  }

  charge(
    scope: Scope,
    table: TableRecord,
    direction: Direction,
    units: number,
    index?: IndexRecord,
  ): void {
    const bucket = this.#bucket(scope, table, direction, index);
    if (bucket) bucket.tokens -= units;
  }

  clear(): void {
    this.#buckets.clear();
  }

  /** As full as it is now; undefined for what is paid by request. */
  #bucket(
    { account, region }: Scope,
    table: TableRecord,
    direction: Direction,
    index: IndexRecord | undefined,
  ): Bucket | undefined {
    const own = globalOf(table, index);
    const throughput = own ? own.throughput : table.billing.throughput;
    if (table.billing.mode !== 'PROVISIONED' || !throughput) return undefined;
    const perSecond = throughput[direction];
    const most = perSecond * BURST_SECONDS;
    const now = this.#clock.now();
    const key = `${account} ${region} ${(own ?? table).rowsId} ${direction}`;
    let bucket = this.#buckets.get(key);
    if (!bucket) {
      if (this.#buckets.size >= BUCKETS) this.#forgetOld(now);
      bucket = { tokens: most, atEpochMs: now };
      this.#buckets.set(key, bucket);
    }
    const gained = (Math.max(0, now - bucket.atEpochMs) / 1000) * perSecond;
    bucket.tokens = Math.min(most, bucket.tokens + gained);
    bucket.atEpochMs = now;
    return bucket;
  }

  #forgetOld(now: number): void {
    for (const [key, { tokens, atEpochMs }] of this.#buckets)
      if (tokens > 0 && now - atEpochMs >= BURST_SECONDS * 1000) this.#buckets.delete(key);
  }
}

/** Where reads are counted, when throughput is limited at all. */
export type ReadSink = (table: TableRecord, units: number, index?: IndexRecord) => void;

export function readSink(context: Context): ReadSink | undefined {
  const { throttle } = stateOf(context);
  return (
    throttle && ((table, units, index) => throttle.charge(context, table, 'read', units, index))
  );
}

/** @throws ProvisionedThroughputExceededException */
export function assertReadable(context: Context, table: TableRecord, index?: IndexRecord): void {
  stateOf(context).throttle?.assertLeft(context, table, 'read', index);
}

/** Local indexes use the units of their table. */
function globalOf(table: TableRecord, index: IndexRecord | undefined): IndexRecord | undefined {
  return index && !isLocal(table, index) ? index : undefined;
}

export function isExceeded(error: unknown): error is AwsError {
  return (error as Partial<AwsError>).code === 'ProvisionedThroughputExceededException';
}

/** @returns the exception of `check` for want of throughput; all others go on */
export function refusalOf(check: () => void): AwsError | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (!isExceeded(error)) throw error;
    return error;
  }
}

function exceeded(
  scope: Scope,
  table: TableRecord,
  direction: Direction,
  index: IndexRecord | undefined,
): AwsError {
  const own = globalOf(table, index);
  const arn = tableArn(scope, table.name);
  const way = direction === 'read' ? 'Read' : 'Write';
  return serviceError(
    'dynamodb',
    'ProvisionedThroughputExceededException',
    own
      ? 'The level of configured provisioned throughput for one or more global secondary indexes of the table was exceeded. Consider increasing your provisioning level for the under-provisioned global secondary indexes with the UpdateTable API'
      : 'The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.',
    {
      ThrottlingReasons: [
        {
          reason: `${own ? 'Index' : 'Table'}${way}ProvisionedThroughputExceeded`,
          resource: own ? `${arn}/index/${own.name}` : arn,
        },
      ],
    },
  );
}
