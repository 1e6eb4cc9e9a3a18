/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control-iam.html */
import { callerOrRefusal, iamOf } from '../../signed-request.ts';
import type { RouteAuthorizer } from '../deployed-api.ts';
import { type Exchange, found } from '../exchange.ts';
import { gatewayResponse } from '../gateway-response.ts';

/** The signature is always verified; policies are asked where IAM counts. */
export const authorizeByIam: RouteAuthorizer = async (exchange) => {
  const { host, request } = exchange;
  const signed = await callerOrRefusal(host, request);
  if ('refusal' in signed) return gatewayResponse(403);
  const { caller } = signed;
  const denial = await host.authorizer.check({
    caller,
    action: 'execute-api:Invoke',
    resource: methodArnOf(exchange),
    origin: { sourceIp: request.sourceIp, isTls: request.tls, region: exchange.api.region },
  });
  if (denial !== undefined) return gatewayResponse(403);
  exchange.authorizer = { iam: iamOf(caller) };
  exchange.caller = caller;
  return undefined;
};

function methodArnOf({ api, request, stage, routePath }: Exchange): string {
  return `arn:aws:execute-api:${api.region}:${api.account}:${api.apiId}/${found(stage).name}/${request.method}${found(routePath)}`;
}
