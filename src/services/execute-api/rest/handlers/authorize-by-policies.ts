/**
 * IAM authorization and the API's resource policy, judged together.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 */
import type { PlaneResponse } from '../../../data-plane.ts';
import type { Question } from '../../../authorizer.ts';
import { anonymousCaller, callerOrRefusal } from '../../../signed-request.ts';
import { methodArnOf, type RestExchange } from '../exchange.ts';
import { refuse } from '../gateway-response.ts';

export function authorizeByPolicies(
  exchange: RestExchange,
): undefined | Promise<PlaneResponse | undefined> {
  const { host, route, stage } = exchange;
  const isSigned = route?.method.authorizationType === 'AWS_IAM';
  const hasPolicy = stage?.policy !== undefined && host.authorizer.mode !== 'off';
  return isSigned || hasPolicy ? judge(exchange, isSigned) : undefined;
}

async function judge(
  exchange: RestExchange,
  isSigned: boolean,
): Promise<PlaneResponse | undefined> {
  const { host, api, request, stage, route } = exchange;
  const signed = isSigned ? await callerOrRefusal(host, request) : undefined;
  if (signed && 'refusal' in signed) {
    const { code, message } = signed.refusal;
    return code === 'MissingAuthenticationToken'
      ? refuse(exchange, { type: 'MISSING_AUTHENTICATION_TOKEN', message })
      : refuse(exchange, { type: 'INVALID_SIGNATURE', message });
  }
  if (signed) exchange.caller = signed.caller;
  const question: Question = {
    caller: signed?.caller ?? anonymousCaller(api.account),
    action: 'execute-api:Invoke',
    resource: methodArnOf(exchange),
    resourcePolicies: stage?.policy === undefined ? [] : [withFullArns(stage.policy, exchange)],
    origin: { sourceIp: request.sourceIp, isTls: request.tls, region: api.region },
  };
  // Before a Lambda authorizer, a policy that says nothing leaves the word to it.
  if (route?.authorizer && !(await isDenied(host.authorizer.decide(question)))) return undefined;
  const denial = await host.authorizer.check(question);
  return denial === undefined
    ? undefined
    : refuse(exchange, { type: 'ACCESS_DENIED', message: denial });
}

async function isDenied(
  decision: ReturnType<RestExchange['host']['authorizer']['decide']>,
): Promise<boolean> {
  const found = await decision;
  return !found.isAllowed && found.isExplicit;
}

/** `execute-api:/stage/GET/path` is short for the ARN of this API. */
function withFullArns(policy: string, { api }: RestExchange): string {
  const full = `"arn:aws:execute-api:${api.region}:${api.account}:${api.apiId}/`;
  return policy.replaceAll(/"execute-api:\/\*?/g, (short) =>
    short.endsWith('*') ? `${full}*` : full,
  );
}
