import type { PlaneResponse } from '../../data-plane.ts';
import { checkInvoke } from '../../invoke-permission.ts';
import { type Exchange, found } from '../exchange.ts';
import { gatewayResponse } from '../gateway-response.ts';

/** Where IAM counts, a function without a permission for the API is not run; the caller sees only a 500. */
export function checkPermission(
  exchange: Exchange,
): undefined | Promise<PlaneResponse | undefined> {
  const { host, api } = exchange;
  if (host.authorizer.mode === 'off') return undefined;
  const { integration } = found(exchange.match).route;
  if (integration.kind !== 'lambda') return undefined;
  return checkInvoke(host, {
    functionArn: integration.functionArn,
    account: integration.account,
    region: integration.region,
    service: 'apigateway.amazonaws.com',
    sourceArn: sourceArnOf(exchange),
    sourceAccount: api.account,
  }).then((denial) => {
    if (denial === undefined) return undefined;
    host.log.warn(`API ${api.apiId} could not invoke ${integration.functionArn}: ${denial}`);
    return gatewayResponse(500);
  });
}

/** `…:api/stage/GET/users/{id}`, or `…:api/stage/$default` */
function sourceArnOf({ api, match, request, stage }: Exchange): string {
  const { routeKey } = found(match).route;
  const path = routeKey.slice(routeKey.indexOf(' ') + 1);
  const route = path.startsWith('/') ? `${request.method}${path}` : routeKey;
  return `arn:aws:execute-api:${api.region}:${api.account}:${api.apiId}/${found(stage).name}/${route}`;
}
