import { addressOf, type Exchange } from '../exchange.ts';

/** The operation itself: `src/services/<service>/operations/<operation>.ts`. */
export async function runOperation(exchange: Exchange): Promise<void> {
  const { gateway, operation, account, region, caller, requestId, signal } = exchange;
  exchange.output = await gateway.run(operation!.service, operation!.name, exchange.input!, {
    account,
    region,
    caller,
    requestId,
    userAgent: exchange.headers['user-agent'],
    traceId: exchange.headers['x-amzn-trace-id'],
    address: addressOf(exchange),
    signal,
  });
}
