import type { Leased } from '../../../engine/interface.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import { checkInvoke } from '../../invoke-permission.ts';
import type { Caller, ServiceHost } from '../../context.ts';
import { EVENT_QUEUE, type WaitingEvent } from '../event-queue.ts';

const BATCH = 32;
const LEASE_MS = 60_000;
const LONG_WAIT_MS = 60_000;
const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 300_000;

export interface EventDelivery {
  stop(): Promise<void>;
}

/**
 * Hands events to their functions, at least once: an event leaves the queue only when Lambda has it in
 * a durable queue of its own. Lambda then retries what the function does not take.
 */
export function startEventDelivery(host: ServiceHost): EventDelivery {
  const { queue } = host.engine;
  const stopping = new AbortController();
  const { signal } = stopping;

  const settle = async (message: Leased): Promise<void> => {
    try {
      await deliver(host, JSON.parse(Buffer.from(message.body).toString()) as WaitingEvent);
      await queue.ack(EVENT_QUEUE, message.receipt);
    } catch (error) {
      if (signal.aborted) return;
      if (isFinal(error)) {
        host.log.warn('An S3 event has no function to go to any more, and was dropped', { error });
        await queue.ack(EVENT_QUEUE, message.receipt);
        return;
      }
      host.log.warn('An S3 event could not be delivered yet', { error });
      const delayMs = FIRST_RETRY_MS * 2 ** Math.min(message.receives - 1, 20);
      await queue.extend(EVENT_QUEUE, message.receipt, Math.min(delayMs, LONGEST_RETRY_MS));
    }
  };
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      const messages = await queue.receive(EVENT_QUEUE, {
        max: BATCH,
        leaseMs: LEASE_MS,
        waitMs: LONG_WAIT_MS,
        signal,
      });
      await Promise.all(messages.map(settle));
    }
  };
  const running = run().catch((error: unknown) => {
    if (!signal.aborted)
      host.log.error('S3 events are no longer delivered', { code: 'ERR_UNEXPECTED', error });
  });
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

async function deliver(host: ServiceHost, waiting: WaitingEvent): Promise<void> {
  const { account, region, functionArn, payload } = waiting;
  const denial = await checkInvoke(host, {
    functionArn,
    account,
    region,
    service: 's3.amazonaws.com',
    sourceArn: `arn:aws:s3:::${bucketOf(payload)}`,
    sourceAccount: account,
  });
  if (denial !== undefined) throw new AwsError('AccessDeniedException', denial, { status: 403 });
  const context = host.context({ account, region, caller: s3Itself(account) });
  await context.call('lambda', 'Invoke', {
    FunctionName: functionArn,
    InvocationType: 'Event',
    Payload: Buffer.from(payload),
  });
}

/** The event names its bucket; all records of one are of one bucket. */
function bucketOf(payload: string): string {
  const event = JSON.parse(payload) as {
    Bucket?: string;
    Records?: { s3: { bucket: { name: string } } }[];
  };
  return event.Records?.[0]?.s3.bucket.name ?? event.Bucket ?? '';
}

function s3Itself(account: string): Caller {
  const servicePrincipal = 's3.amazonaws.com';
  return { arn: servicePrincipal, userId: servicePrincipal, account, servicePrincipal };
}

/** Trying again would not help: the function, or Lambda itself, is not there. */
function isFinal(error: unknown): boolean {
  return (
    error instanceof AwsError &&
    [
      'AccessDeniedException',
      'ResourceNotFoundException',
      'NotImplemented',
      'ValidationException',
    ].includes(error.code)
  );
}
