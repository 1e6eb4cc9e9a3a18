import { checkConstraints as checkModelConstraints } from '../../protocol/constraints.ts';
import type { Exchange } from '../exchange.ts';

/** Required members, lengths, ranges, patterns and enums of the service's model. */
export async function checkConstraints(exchange: Exchange): Promise<void> {
  await checkModelConstraints(exchange.operation!, exchange.input!);
}
