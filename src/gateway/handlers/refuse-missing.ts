import { notImplemented } from '../../protocol/aws-error.ts';
import type { Exchange } from '../exchange.ts';

/** Answers 501 before the body is read: an honest error costs the client nothing (design law 2). */
export async function refuseMissing(exchange: Exchange): Promise<void> {
  const { service, name } = exchange.operation!;
  if (!(await exchange.gateway.implements(service, name))) throw notImplemented(service, name);
}
