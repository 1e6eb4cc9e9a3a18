/** One run of an asynchronous event, and what becomes of the event after it. */
import {
  ConcurrencyExceeded,
  type InvocationResult,
  type LambdaRuntime,
} from '../../../lambda-runtime/interface.ts';
import { BrumeError } from '../../../platform/errors.ts';
import type { Logger } from '../../../platform/logger.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import type { ServiceHost } from '../../context.ts';
import { type AsyncEvent, isTooOld, retryDelayMs } from '../async-event.ts';
import type { Catalog, Invocable } from '../catalog.ts';
import { makeDeadLetter } from '../dead-letter.ts';
import { makeRecord, type Outcome as Destined } from '../destination.ts';
import { LATEST } from '../function.ts';
import { functionArn } from '../function-name.ts';
import { run } from '../invocation.ts';
import type { Message } from '../outlets.ts';
import { eventInvokeConfigs } from '../store.ts';

export interface AttemptParts {
  host: ServiceHost;
  runtime: Pick<LambdaRuntime, 'invoke'>;
  catalog: Catalog;
}

export interface QueueParts extends AttemptParts {
  /** Hands a record to a destination; durable once resolved. */
  deliver: (from: AsyncEvent, told: Told) => Promise<void>;
}

type Refusal = 'RetriesExhausted' | 'EventAgeExceeded' | 'ZeroReservedConcurrency';

/** Who is told, and what. */
export interface Told {
  arn: string;
  message: Message;
}

export type Outcome =
  | { kind: 'done'; told: readonly Told[] }
  /** AWS's names for why, besides the last two. */
  | {
      kind: 'drop';
      reason: Refusal | 'FunctionDeleted' | 'RecursiveInvocation';
      told: readonly Told[];
    }
  | { kind: 'retry'; event: AsyncEvent; delayMs: number }
  /** Throttled, or a fault that is not the function's. */
  | { kind: 'back-off' };

/** By the code of the error: trying again would not help. */
const HOPELESS: Readonly<Record<string, 'FunctionDeleted' | 'RecursiveInvocation'>> = {
  ResourceNotFoundException: 'FunctionDeleted',
  RecursiveInvocationException: 'RecursiveInvocation',
};

/** Never throws: what is unexpected is logged, and the event is tried again later. */
export async function attempt(parts: AttemptParts, event: AsyncEvent): Promise<Outcome> {
  try {
    return await tryOnce(parts, event);
  } catch (error) {
    const reason = error instanceof AwsError && HOPELESS[error.code];
    if (reason) return { kind: 'drop', reason, told: [] };
    report(parts.host.log, event, error);
    return { kind: 'back-off' };
  }
}

function report(log: Logger, event: AsyncEvent, error: unknown): void {
  if (error instanceof ConcurrencyExceeded || error instanceof AwsError) return;
  const what = `Running an asynchronous event of ${event.name} failed`;
  if (!(error instanceof BrumeError)) log.error(what, { code: 'ERR_UNEXPECTED', error });
  else if (error.code !== 'ERR_STOPPED')
    log.warn(`${what}: ${error.message}`, { code: error.code });
}

async function tryOnce(
  { host, runtime, catalog }: AttemptParts,
  event: AsyncEvent,
): Promise<Outcome> {
  const { account, region, requestId, payload, clientContext, tenantId, traceId } = event;
  const context = host.context({ account, region, requestId });
  const invocable: Invocable = await catalog.find(context, event.name, event.qualifier);
  const policy = await context.store.get(eventInvokeConfigs, [invocable.name, invocable.qualifier]);
  const now = host.clock.now();
  const drop = (reason: Refusal, result?: InvocationResult): Outcome => {
    const invokeCount = event.failures + (result ? 1 : 0);
    const outcome = { event, condition: reason, invokeCount, ...(result && { result }) };
    const { deadLetterArn: arn } = invocable;
    const letters = arn === undefined ? [] : [{ arn, message: makeDeadLetter(outcome) }];
    return {
      kind: 'drop',
      reason,
      told: [...letters, ...tell(policy?.onFailure, outcome, host.clock.now())],
    };
  };
  if (isTooOld(event, policy, now)) return drop('EventAgeExceeded');
  if (invocable.version.reservedConcurrency === 0) return drop('ZeroReservedConcurrency');
  const result = await run({ runtime, ids: host.ids }, invocable, {
    requestId,
    payload,
    ...(clientContext !== undefined && { clientContext }),
    ...(tenantId !== undefined && { tenantId }),
    ...(traceId !== undefined && { traceId }),
  });
  if (!result.functionError) {
    const success = {
      event,
      condition: 'Success',
      invokeCount: event.failures + 1,
      result,
    } as const;
    return { kind: 'done', told: tell(policy?.onSuccess, success, host.clock.now()) };
  }
  const failed = { ...event, failures: event.failures + 1 };
  const next = retryDelayMs(failed, policy, host.clock.now());
  return typeof next === 'number'
    ? { kind: 'retry', event: failed, delayMs: next }
    : drop(next, result);
}

/** @returns nothing where no destination was set */
function tell(arn: string | undefined, outcome: Destined, nowEpochMs: number): Told[] {
  if (arn === undefined) return [];
  const { event, condition } = outcome;
  const message = {
    body: makeRecord(outcome, nowEpochMs),
    functionName: event.name,
    functionArn: functionArn(event, event.name, event.qualifier ?? LATEST),
    isSuccess: condition === 'Success',
  };
  return [{ arn, message }];
}
