import type { Exchange } from './exchange.ts';

/** One line per AWS API request: `AWS lambda.CreateFunction => 201`, with code, time and scope as fields. */
export function logRequest(exchange: Exchange): void {
  const { gateway, response, errorCode, serviceId, operation } = exchange;
  const { log } = gateway;
  const status = response!.status;
  const level = status >= 500 && status !== 501 ? 'error' : status >= 400 ? 'warn' : 'info';
  if (!log.enabled(level)) return;
  log[level](`AWS ${serviceId ?? 'unknown'}.${operation?.name ?? 'unknown'} => ${status}`, {
    kind: 'request',
    status,
    ...(errorCode && { errorCode }),
    ms: Math.round((gateway.clock.monotonicMs() - exchange.startedAtMs) * 100) / 100,
    requestId: exchange.requestId,
    account: exchange.account,
    region: exchange.region,
  });
}
