import { extendLineage } from '../../../lambda-runtime/lineage.ts';
import { makeTraceId } from '../../../lambda-runtime/trace-id.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import type { Context, ServiceHost } from '../../context.ts';
import type { AsyncEvent } from '../async-event.ts';
import { functionArn, parseFunctionName } from '../function-name.ts';
import { ASYNC_PAYLOAD_MAX_BYTES } from '../limits.ts';
import { sendTo } from '../outlets.ts';
import type { AsyncInvoker } from './async-invoker.ts';
import type { QueueParts, Told } from './attempt.ts';

/**
 * Sends records to destinations and dead letters to their queues. What a function is told becomes an
 * asynchronous event of its own; what another service does not take is lost, with a line in the log.
 */
export function createDeliver(
  host: ServiceHost,
  send: AsyncInvoker['send'],
): QueueParts['deliver'] {
  return (from, told) => {
    const { account, region } = from;
    const context = host.context({ account, region });
    return told.arn.split(':')[2] === 'lambda'
      ? tellFunction(context, send, from, told)
      : tellService(context, from, told);
  };
}

async function tellService(context: Context, { name }: AsyncEvent, told: Told): Promise<void> {
  const { arn, message } = told;
  try {
    await sendTo(context, arn, message);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const why = `${error.code}: ${error.message}`;
    context.log.warn(`The outcome of ${name} could not be sent to ${arn}: ${why}`, { name });
  }
}

async function tellFunction(
  context: Context,
  send: AsyncInvoker['send'],
  from: AsyncEvent,
  { arn, message }: Told,
): Promise<void> {
  const { account, region, name } = from;
  const { clock, ids, log, requestId } = context;
  const payload = Buffer.from(message.body);
  if (payload.length > ASYNC_PAYLOAD_MAX_BYTES) {
    log.warn(`The outcome of ${name} is too large for its destination ${arn}`, { name });
    return;
  }
  const { name: to, qualifier } = parseFunctionName(context, arn);
  const callers = from.traceId ?? makeTraceId(ids, clock.now());
  await send(context, {
    account,
    region,
    name: to,
    ...(qualifier !== undefined && { qualifier }),
    requestId,
    payload,
    failures: 0,
    acceptedEpochMs: clock.now(),
    traceId: extendLineage(callers, { arn: functionArn(from, name) }),
  });
}
