import type { ServiceHost } from '../../context.ts';
import { extendLineage } from '../../../lambda-runtime/lineage.ts';
import { makeTraceId } from '../../../lambda-runtime/trace-id.ts';
import { functionArn, parseFunctionName } from '../function-name.ts';
import { ASYNC_PAYLOAD_MAX_BYTES } from '../limits.ts';
import type { AsyncInvoker } from './async-invoker.ts';
import type { QueueParts } from './attempt.ts';

/** Sends records to destinations, which are functions: each becomes an asynchronous event of its own. */
export function createDeliver(
  host: ServiceHost,
  send: AsyncInvoker['send'],
): QueueParts['deliver'] {
  const { clock, log } = host;
  return async (from, arn, record) => {
    const { account, region, name } = from;
    const payload = Buffer.from(record);
    if (payload.length > ASYNC_PAYLOAD_MAX_BYTES) {
      log.warn(`The outcome of ${name} is too large for its destination ${arn}`, { name });
      return;
    }
    const context = host.context({ account, region });
    const { name: to, qualifier } = parseFunctionName(context, arn);
    const callers = from.traceId ?? makeTraceId(host.ids, clock.now());
    const traceId = extendLineage(callers, { arn: functionArn(from, name) });
    await send(context, {
      account,
      region,
      name: to,
      ...(qualifier !== undefined && { qualifier }),
      requestId: context.requestId,
      payload,
      failures: 0,
      acceptedEpochMs: clock.now(),
      traceId,
    });
  };
}
