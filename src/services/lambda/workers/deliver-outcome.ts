import type { ServiceHost } from '../../context.ts';
import { parseFunctionName } from '../function-name.ts';
import { ASYNC_PAYLOAD_MAX_BYTES } from '../limits.ts';
import { extendLineage, isLoop } from '../recursion.ts';
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
    const lineage = extendLineage(from);
    if (await isLoop(context, lineage, to)) {
      log.warn(`A loop of functions was stopped before ${to} ran once more in it`, { name: to });
      return;
    }
    await send(context, {
      account,
      region,
      name: to,
      ...(qualifier !== undefined && { qualifier }),
      requestId: context.requestId,
      payload,
      failures: 0,
      acceptedEpochMs: clock.now(),
      lineage,
    });
  };
}
