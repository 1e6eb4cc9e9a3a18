import type { Exchange } from '../exchange.ts';
import { hostOnly } from '../hosts.ts';

/** The operation itself: `src/services/<service>/operations/<operation>.ts`. */
export async function runOperation(exchange: Exchange): Promise<void> {
  const { gateway, operation, account, region, caller, requestId, signal } = exchange;
  exchange.output = await gateway.run(operation!.service, operation!.name, exchange.input!, {
    account,
    region,
    caller,
    requestId,
    userAgent: exchange.headers['user-agent'],
    address: { host: hostOnly(exchange.headers['host']), path: exchange.path },
    signal,
  });
}
