import { checkConstraints as checkModelConstraints } from '../../protocol/constraints.ts';
import type { Exchange } from '../exchange.ts';

/** Required members, lengths, ranges, patterns and enums of the service's model. */
export function checkConstraints(exchange: Exchange): void | Promise<void> {
  return checkModelConstraints(exchange.operation!, exchange.input!);
}
