/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html */
import type { ServiceHost } from '../../context.ts';
import type { PlaneResponse } from '../../data-plane.ts';
import type { RouteAuthorizer } from '../deployed-api.ts';
import { type Exchange, found } from '../exchange.ts';
import { gatewayResponse } from '../gateway-response.ts';
import { callFunction, type FunctionRef } from '../integrations/call-function.ts';
import { eventV1, eventV2 } from '../integrations/lambda-proxy.ts';
import { decideByPolicy } from '../rest/invoke-policy.ts';
import { identityValues } from './identity-source.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const TIMEOUT_MS = 10_000;
/** Identities can be invented without end, so the oldest entries go. */
const MOST_KEPT = 10_000;

export interface LambdaAuthorizerSettings {
  /** Undefined when its URI points at no function. */
  target: FunctionRef | undefined;
  payloadFormat: '1.0' | '2.0';
  isSimple: boolean;
  identitySource: readonly string[];
  /** 0 keeps nothing. */
  ttlSeconds: number;
}

/** What a function said of an identity. */
type Verdict =
  | { kind: 'simple'; isAuthorized: boolean; context: unknown }
  | { kind: 'policy'; policy: unknown; context: unknown }
  | { kind: 'unauthorized' }
  | { kind: 'failed' };

export function createLambdaAuthorizer(
  host: ServiceHost,
  settings: LambdaAuthorizerSettings,
): RouteAuthorizer {
  const kept = new Map<string, { verdict: Verdict; untilEpochMs: number }>();
  return async (exchange) => {
    const identity = identityValues(exchange, settings.identitySource);
    if (!identity) return gatewayResponse(401);
    const key = JSON.stringify(identity);
    const known = kept.get(key);
    if (known && known.untilEpochMs > host.clock.now()) return apply(exchange, known.verdict);
    const verdict = await ask(exchange, settings, identity);
    const isLasting = verdict.kind === 'simple' || verdict.kind === 'policy';
    if (settings.ttlSeconds > 0 && isLasting) {
      const oldest = kept.size >= MOST_KEPT ? kept.keys().next().value : undefined;
      if (oldest !== undefined) kept.delete(oldest);
      kept.set(key, { verdict, untilEpochMs: host.clock.now() + settings.ttlSeconds * 1000 });
    }
    return apply(exchange, verdict);
  };
}

function apply(exchange: Exchange, verdict: Verdict): PlaneResponse | undefined {
  if (verdict.kind === 'unauthorized') return gatewayResponse(401);
  if (verdict.kind === 'failed') return gatewayResponse(500);
  const isAllowed =
    verdict.kind === 'simple'
      ? verdict.isAuthorized
      : decideByPolicy(verdict.policy, routeArnOf(exchange)) === 'allow';
  if (!isAllowed) return gatewayResponse(403);
  const { context } = verdict;
  exchange.authorizer = {
    lambda: typeof context === 'object' && context !== null ? context : {},
  };
  return undefined;
}

async function ask(
  exchange: Exchange,
  { isSimple, payloadFormat, target }: LambdaAuthorizerSettings,
  identity: readonly string[],
): Promise<Verdict> {
  const { api, host } = exchange;
  if (!target) return { kind: 'failed' };
  const event =
    payloadFormat === '2.0' ? toEvent2(exchange, identity) : toEvent1(exchange, identity);
  const outcome = await callFunction(host, target, JSON.stringify(event), TIMEOUT_MS);
  if (outcome.kind !== 'answer') {
    const reason = outcome.kind === 'timeout' ? 'no answer in time' : outcome.error.message;
    host.log.warn(`API ${api.apiId} could not ask its authorizer ${target.functionArn}: ${reason}`);
    return { kind: 'failed' };
  }
  const { functionError, payload } = outcome.answer;
  return toVerdict(payload, functionError !== undefined, isSimple);
}

function toVerdict(payload: Uint8Array, isFailure: boolean, isSimple: boolean): Verdict {
  const answer = parse(payload);
  if (!answer) return { kind: 'failed' };
  if (isFailure)
    return { kind: answer['errorMessage'] === 'Unauthorized' ? 'unauthorized' : 'failed' };
  const { context } = answer;
  if (isSimple)
    return typeof answer['isAuthorized'] === 'boolean'
      ? { kind: 'simple', isAuthorized: answer['isAuthorized'], context }
      : { kind: 'failed' };
  const policy = answer['policyDocument'];
  return typeof policy === 'object' && policy !== null && typeof answer['principalId'] === 'string'
    ? {
        kind: 'policy',
        policy,
        context: { ...(context as object), principalId: answer['principalId'] },
      }
    : { kind: 'failed' };
}

function parse(payload: Uint8Array): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(payload).toString('utf8'));
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function toEvent2(exchange: Exchange, identitySource: readonly string[]): object {
  const event = JSON.parse(eventV2(exchange)) as Record<string, unknown>;
  const { body: _body, isBase64Encoded: _encoded, version, ...rest } = event;
  return { version, type: 'REQUEST', routeArn: routeArnOf(exchange), identitySource, ...rest };
}

function toEvent1(exchange: Exchange, identity: readonly string[]): object {
  const event = JSON.parse(eventV1(exchange)) as Record<string, unknown>;
  const { body: _body, isBase64Encoded: _encoded, version, ...rest } = event;
  return {
    version,
    type: 'REQUEST',
    methodArn: routeArnOf(exchange),
    identitySource: identity.join(','),
    authorizationToken: identity.join(','),
    ...rest,
  };
}

function routeArnOf({ api, request, routePath, stage }: Exchange): string {
  return `arn:aws:execute-api:${api.region}:${api.account}:${api.apiId}/${found(stage).name}/${request.method}${found(routePath)}`;
}
