import type { ServiceHost } from '../context.ts';
import type { PlaneRequest } from '../data-plane.ts';
import { headerOf } from './exchange.ts';

/** The headers API Gateway adds to what it passes on, names in lower case. */
export function forwardedHeaders(host: ServiceHost, request: PlaneRequest): Record<string, string> {
  const before = headerOf(request, 'x-forwarded-for');
  return {
    'content-length': headerOf(request, 'content-length') ?? String(request.body.length),
    'x-amzn-trace-id': headerOf(request, 'x-amzn-trace-id') ?? makeTraceId(host),
    'x-forwarded-for': before ? `${before}, ${request.sourceIp}` : request.sourceIp,
    'x-forwarded-port': String(host.endpoint.port),
    'x-forwarded-proto': request.tls ? 'https' : 'http',
  };
}

/** https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader */
function makeTraceId({ clock, ids }: ServiceHost): string {
  const seconds = Math.floor(clock.now() / 1000);
  return `Root=1-${seconds.toString(16).padStart(8, '0')}-${ids.hex(24)}`;
}
