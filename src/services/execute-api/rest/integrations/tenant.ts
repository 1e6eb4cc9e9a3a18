import type { Integration } from '@aws-sdk/client-api-gateway';
import type { RestExchange } from '../exchange.ts';
import { mapRequestParameters } from '../mapping/request-parameters.ts';

/**
 * Whom a function with tenant isolation is to serve, out of a proxy integration's request parameters:
 * the header is Lambda's, so it is set for Lambda and is not seen in the event.
 * https://docs.aws.amazon.com/lambda/latest/dg/tenant-isolation-invoke.html
 */
export function mappedTenant(
  exchange: RestExchange,
  { requestParameters }: Integration,
): string | undefined {
  return requestParameters && tenantIn(mapRequestParameters(exchange, requestParameters).headers);
}

/** @param headers alternating names and values, as they go to Lambda */
export function tenantIn(headers: readonly string[]): string | undefined {
  const at = headers.findIndex(
    (each, index) => index % 2 === 0 && each.toLowerCase() === 'x-amz-tenant-id',
  );
  return at < 0 ? undefined : headers[at + 1];
}
