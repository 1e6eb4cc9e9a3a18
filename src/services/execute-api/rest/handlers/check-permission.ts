import type { PlaneResponse } from '../../../data-plane.ts';
import { checkInvoke } from '../../../invoke-permission.ts';
import type { RestExchange } from '../exchange.ts';
import { configurationError } from '../gateway-response.ts';

/** Where IAM counts, a function without a permission for the API is not run; the caller sees only a 500. */
export function checkPermission(
  exchange: RestExchange,
): undefined | Promise<PlaneResponse | undefined> {
  const { host, api, route, request, stage } = exchange;
  if (host.authorizer.mode === 'off' || route?.target.kind !== 'lambda') return undefined;
  const { functionArn, account, region } = route.target;
  return checkInvoke(host, {
    functionArn,
    account,
    region,
    service: 'apigateway.amazonaws.com',
    sourceArn: `arn:aws:execute-api:${api.region}:${api.account}:${api.apiId}/${stage?.name}/${request.method}${route.resourcePath}`,
    sourceAccount: api.account,
  }).then((denial) => {
    if (denial !== undefined) throw configurationError('Invalid permissions on Lambda function');
    return undefined;
  });
}
