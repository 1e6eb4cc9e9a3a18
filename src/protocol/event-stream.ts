import type { ResponseHead } from './http/response-head.ts';
import type { Resolved, WireResponse } from './interface.ts';
import { notImplemented } from './aws-error.ts';
import type { Member } from './shape.ts';

/** Renders an output whose payload is a stream of events. */
export function writeEventStream(
  { operation }: Resolved,
  _stream: Member,
  _output: Readonly<Record<string, unknown>>,
  _head: ResponseHead,
): WireResponse {
  throw notImplemented(operation.service, operation.name, 'event streams');
}
