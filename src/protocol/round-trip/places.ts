import type { ProtocolName } from '../interface.ts';
import type { ServiceId } from '../service-id.ts';
import type { Place } from './generate.ts';

/** Services that speak more than the protocol their SDK client prefers. */
export const OTHER_PROTOCOLS: readonly (readonly [ServiceId, ProtocolName])[] = [
  ['cloudwatch', 'aws-query'],
  ['cloudwatch', 'rpc-v2-cbor'],
  ['sqs', 'aws-query'],
];

/** The form of request bodies in a protocol. Answers of the query protocol are XML. */
export function bodyPlace(
  protocol: ProtocolName,
  direction: 'request' | 'response' = 'response',
): Place {
  if (protocol === 'rest-xml') return 'xml';
  if (protocol === 'aws-query') return direction === 'request' ? 'query' : 'xml';
  return protocol === 'rpc-v2-cbor' ? 'cbor' : 'json';
}
