/**
 * An asynchronous event in the queue, and when it is tried again.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
import type { Leased, OutMessage } from '../../engine/interface.ts';
import { DEFAULT_EVENT_AGE_SECONDS, DEFAULT_RETRY_ATTEMPTS } from './limits.ts';
import type { EventInvokeRecord } from './function.ts';

/** Names a function within a stack. */
export interface FunctionKey {
  account: string;
  region: string;
  name: string;
}

export interface AsyncEvent extends FunctionKey {
  /** As the caller named it; undefined for the unqualified function. */
  qualifier?: string;
  /** The same on every attempt. */
  requestId: string;
  payload: Uint8Array;
  clientContext?: string;
  tenantId?: string;
  /** Runs of the function so far that ended in its own error. */
  failures: number;
  acceptedEpochMs: number;
  /** `X-Amzn-Trace-Id` of whoever brought it about. */
  traceId?: string;
}

/** The durable queue of a function's events. */
export function asyncQueueOf({ account, region, name }: FunctionKey): string {
  return `lambda/async/${account}/${region}/${name}`;
}

export function toMessage(event: AsyncEvent, delayMs = 0): OutMessage {
  const { account, region, name, qualifier, requestId, clientContext, tenantId, traceId } = event;
  return {
    id: `${requestId}/${event.failures}`,
    body: event.payload,
    attributes: {
      account,
      region,
      name,
      requestId,
      failures: String(event.failures),
      acceptedEpochMs: String(event.acceptedEpochMs),
      ...(qualifier !== undefined && { qualifier }),
      ...(clientContext !== undefined && { clientContext }),
      ...(tenantId !== undefined && { tenantId }),
      ...(traceId !== undefined && { traceId }),
    },
    ...(delayMs > 0 && { delayMs }),
  };
}

export function fromMessage({ attributes, body }: Pick<Leased, 'attributes' | 'body'>): AsyncEvent {
  const {
    account = '',
    region = '',
    name = '',
    requestId = '',
    qualifier,
    clientContext,
    tenantId,
    traceId,
  } = attributes;
  return {
    account,
    region,
    name,
    requestId,
    payload: body,
    failures: Number(attributes['failures']),
    acceptedEpochMs: Number(attributes['acceptedEpochMs']),
    ...(qualifier !== undefined && { qualifier }),
    ...(clientContext !== undefined && { clientContext }),
    ...(tenantId !== undefined && { tenantId }),
    ...(traceId !== undefined && { traceId }),
  };
}

type Policy = Pick<EventInvokeRecord, 'maximumEventAgeSeconds' | 'maximumRetryAttempts'>;

/** Whether an event has waited longer than its function allows. */
export function isTooOld(
  event: AsyncEvent,
  policy: Policy | undefined,
  nowEpochMs: number,
): boolean {
  const maximumSeconds = policy?.maximumEventAgeSeconds ?? DEFAULT_EVENT_AGE_SECONDS;
  return nowEpochMs - event.acceptedEpochMs > maximumSeconds * 1000;
}

/**
 * After the function's own error.
 * @returns how long to wait for the next attempt (one minute, then two), or why there is none
 */
export function retryDelayMs(
  event: AsyncEvent,
  policy: Policy | undefined,
  nowEpochMs: number,
): number | 'RetriesExhausted' | 'EventAgeExceeded' {
  if (event.failures > (policy?.maximumRetryAttempts ?? DEFAULT_RETRY_ATTEMPTS))
    return 'RetriesExhausted';
  const delayMs = event.failures * 60_000;
  return isTooOld(event, policy, nowEpochMs + delayMs) ? 'EventAgeExceeded' : delayMs;
}

/** After a throttle or a fault of the system: 1 s, doubling up to 5 minutes. */
export function backOffMs(deliveries: number): number {
  return Math.min(300_000, 1000 * 2 ** Math.min(deliveries - 1, 20));
}
