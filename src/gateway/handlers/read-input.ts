import { readInput as readWireInput } from '../../protocol/read.ts';
import type { Exchange } from '../exchange.ts';

/** The body, query, path and headers become the operation's input, by the service's own schema. */
export async function readInput(exchange: Exchange): Promise<void> {
  const { operation, protocol, method, path, query, headers, body } = exchange;
  exchange.input = await readWireInput(
    { operation: operation!, protocol: protocol! },
    { method, path, query, headers, body: body! },
  );
}
