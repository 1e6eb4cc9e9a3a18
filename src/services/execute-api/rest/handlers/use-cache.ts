/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html */
import type { PlaneResponse } from '../../../data-plane.ts';
import type { MethodCaching } from '../deployed.ts';
import { lastHeader, type RestExchange } from '../exchange.ts';
import { refuse } from '../gateway-response.ts';
import { requestValues } from '../mapping/source.ts';

/** What AWS sends along when it went on in spite of the header. */
const IGNORED = 'Cache-Control headers were ignored because the caller was unauthorized.';

/** The cached answer of the method, else what `call` gives, which is kept for the next request. */
export async function useCache(
  exchange: RestExchange,
  caching: MethodCaching,
  call: () => Promise<PlaneResponse>,
): Promise<PlaneResponse> {
  const key = keyOf(exchange, caching);
  const invalidation = wantsFresh(exchange) ? decide(caching) : 'none';
  if (invalidation === 'refused')
    return refuse(exchange, {
      type: 'ACCESS_DENIED',
      message: 'User is not authorized to access this resource',
    });
  const known = invalidation === 'granted' ? undefined : caching.cache.get(key);
  exchange.log?.info(known ? 'Cache hit for the method' : 'Cache miss for the method');
  const response = known ?? (await call());
  if (!known) caching.cache.put(key, response, caching.ttlSeconds);
  return invalidation === 'ignored'
    ? { ...response, headers: [...response.headers, 'Warning', `199 ${IGNORED}`] }
    : response;
}

/** Without cache key parameters all requests of a method have one answer. */
function keyOf(exchange: RestExchange, { namespace, parameters }: MethodCaching): string {
  const values = parameters.map((source) => requestValues(exchange, source));
  return JSON.stringify([namespace, exchange.request.method, ...values]);
}

function wantsFresh({ request }: RestExchange): boolean {
  const control = lastHeader(request, 'cache-control');
  return control !== undefined && /(?:^|,)\s*max-age\s*=\s*0\s*(?:,|$)/i.test(control);
}

/** The permission `execute-api:InvalidateCache` belongs to callers known by IAM; others have it nowhere. */
function decide(caching: MethodCaching): 'granted' | 'refused' | 'ignored' | 'none' {
  if (!caching.needsPermission) return 'granted';
  switch (caching.strategy) {
    case 'FAIL_WITH_403':
      return 'refused';
    case 'SUCCEED_WITHOUT_RESPONSE_HEADER':
      return 'none';
    default:
      return 'ignored';
  }
}
