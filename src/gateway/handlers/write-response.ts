import { writeOutput } from '../../protocol/write.ts';
import type { Exchange } from '../exchange.ts';

/** The output in the protocol of the request. */
export function writeResponse(exchange: Exchange): void {
  exchange.response = writeOutput(
    { operation: exchange.operation!, protocol: exchange.protocol! },
    exchange.output!,
    exchange.requestId,
  );
}
