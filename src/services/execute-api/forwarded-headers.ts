import type { ServiceHost } from '../context.ts';
import type { PlaneRequest } from '../data-plane.ts';
import { headerOf } from './exchange.ts';

/** The headers API Gateway adds to what it passes on: alternating names in lower case and values. */
export function forwardedHeaders(
  host: ServiceHost,
  request: PlaneRequest,
  traceId: string = traceIdOf(host, request),
): string[] {
  const before = headerOf(request, 'x-forwarded-for');
  return [
    'content-length',
    headerOf(request, 'content-length') ?? String(request.body.length),
    'x-amzn-trace-id',
    traceId,
    'x-forwarded-for',
    before ? `${before}, ${request.sourceIp}` : request.sourceIp,
    'x-forwarded-port',
    String(host.endpoint.port),
    'x-forwarded-proto',
    request.tls ? 'https' : 'http',
  ];
}

/**
 * The caller's trace id, or a new one.
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
 */
export function traceIdOf({ clock, ids }: ServiceHost, request: PlaneRequest): string {
  const given = headerOf(request, 'x-amzn-trace-id');
  if (given !== undefined) return given;
  const seconds = Math.floor(clock.now() / 1000);
  return `Root=1-${seconds.toString(16).padStart(8, '0')}-${ids.hex(24)}`;
}
