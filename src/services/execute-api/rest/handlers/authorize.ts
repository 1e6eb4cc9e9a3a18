/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html */
import type { Authorizer } from '@aws-sdk/client-api-gateway';
import type { PlaneResponse } from '../../../data-plane.ts';
import { callFunction } from '../../integrations/call-function.ts';
import { compileJavaPattern } from '../../java-pattern.ts';
import type { AuthorizerAnswer } from '../authorizer-cache.ts';
import type { DeployedAuthorizer } from '../deployed.ts';
import { toRequestContext } from '../context-variables.ts';
import { type AuthorizerReport, methodArnOf, type RestExchange } from '../exchange.ts';
import { GatewayError, refuse } from '../gateway-response.ts';
import { parseAuthorizerAnswer } from '../authorizer-answer.ts';
import { decideByPolicy } from '../invoke-policy.ts';
import { requestValues } from '../mapping/source.ts';
import { toEventMaps } from '../proxy-event.ts';

const TIMEOUT_MS = 29_000;

export function authorize(
  exchange: RestExchange,
): PlaneResponse | undefined | Promise<PlaneResponse | undefined> {
  const authorizer = exchange.route?.authorizer;
  if (!authorizer) return undefined;
  const sources = identityOf(exchange, authorizer.definition);
  if (!sources) return refuse(exchange, { type: 'UNAUTHORIZED', message: 'Unauthorized' });
  const identity = JSON.stringify(sources);
  const known = authorizer.cache.get(identity);
  if (known) return decide(exchange, known);
  return ask(exchange, authorizer, sources).then((answer) => {
    authorizer.cache.put(identity, answer);
    return decide(exchange, answer);
  });
}

/** The values of the identity sources; undefined when one is missing, so that the function is not even asked. */
function identityOf(exchange: RestExchange, definition: Authorizer): string[] | undefined {
  const expressions = (definition.identitySource ?? '').split(',').map((each) => each.trim());
  const values: string[] = [];
  for (const expression of expressions.filter((each) => each !== '')) {
    const value = requestValues(exchange, expression)[0];
    if (value === undefined || value === '') return undefined;
    values.push(value);
  }
  const pattern = definition.identityValidationExpression;
  if (definition.type === 'TOKEN' && pattern && !isValid(pattern, values[0] ?? ''))
    return undefined;
  return values;
}

function isValid(pattern: string, token: string): boolean {
  try {
    return compileJavaPattern(pattern).matches(token);
  } catch {
    return false;
  }
}

/** Asks the function, whatever the cache knows. @throws GatewayError when it says 401, or fails */
export async function askAuthorizer(
  exchange: RestExchange,
  authorizer: DeployedAuthorizer,
): Promise<AuthorizerAnswer> {
  const sources = identityOf(exchange, authorizer.definition);
  if (!sources) throw unauthorized();
  return ask(exchange, authorizer, sources);
}

async function ask(
  exchange: RestExchange,
  authorizer: DeployedAuthorizer,
  sources: readonly string[],
): Promise<AuthorizerAnswer> {
  const { clock } = exchange.host;
  const sentAtMs = clock.monotonicMs();
  const report = (status: number, error?: string): AuthorizerReport => {
    const latency = Math.round(clock.monotonicMs() - sentAtMs);
    return {
      latency,
      status,
      requestId: exchange.requestId,
      integrationLatency: latency,
      integrationStatus: status === 500 ? 500 : 200,
      ...(error !== undefined && { error }),
    };
  };
  try {
    const answer = await invoke(exchange, authorizer, sources);
    exchange.authorizerReport = report(200);
    return answer;
  } catch (error) {
    const isRefusal = error instanceof GatewayError && error.refusal.type === 'UNAUTHORIZED';
    exchange.authorizerReport = report(isRefusal ? 401 : 500, (error as Error).message);
    throw error;
  }
}

async function invoke(
  exchange: RestExchange,
  { definition, target }: DeployedAuthorizer,
  [token = '']: readonly string[],
): Promise<AuthorizerAnswer> {
  if (!target) throw misconfigured(`Invalid authorizer URI ${definition.authorizerUri}`);
  const methodArn = methodArnOf(exchange);
  const event =
    definition.type === 'TOKEN'
      ? { type: 'TOKEN', methodArn, authorizationToken: token }
      : toRequestEvent(exchange, methodArn);
  exchange.log?.info(`Sending request to ${target.functionArn}`);
  exchange.log?.data(`Authorizer request body: ${JSON.stringify(event)}`);
  const outcome = await callFunction(exchange.host, target, JSON.stringify(event), TIMEOUT_MS);
  if (outcome.kind === 'timeout') throw misconfigured('The authorizer did not answer in time');
  if (outcome.kind === 'refused') {
    const { code, message } = outcome.error;
    exchange.host.log.warn(
      `REST API ${exchange.api.apiId} could not invoke its authorizer ${target.functionArn}: ${code}: ${message}`,
    );
    throw misconfigured(`${code}: ${message}`);
  }
  const { functionError, payload } = outcome.answer;
  const parsed = parseAuthorizerAnswer(payload, functionError !== undefined);
  if (parsed === 'unauthorized') throw unauthorized();
  if (parsed === 'malformed')
    throw misconfigured('Execution failed due to configuration error: Invalid authorizer response');
  return parsed;
}

function unauthorized(): GatewayError {
  return new GatewayError({ type: 'UNAUTHORIZED', message: 'Unauthorized' }, 'Unauthorized');
}

/** `{"message":null}` is what AWS answers for an authorizer that fails. */
function misconfigured(reason: string): GatewayError {
  return new GatewayError({ type: 'AUTHORIZER_CONFIGURATION_ERROR', message: undefined }, reason);
}

function toRequestEvent(exchange: RestExchange, methodArn: string): Record<string, unknown> {
  const { request, resourcePath, route, stage } = exchange;
  return {
    type: 'REQUEST',
    methodArn,
    resource: route?.resourcePath,
    path: resourcePath,
    httpMethod: request.method,
    ...toEventMaps(exchange),
    pathParameters: exchange.pathParameters ?? {},
    stageVariables: stage?.variables ?? {},
    requestContext: toRequestContext(exchange),
  };
}

/** The policy of a cached answer is asked again for each method. */
function decide(exchange: RestExchange, answer: AuthorizerAnswer): PlaneResponse | undefined {
  exchange.authorizer = { ...answer.context, principalId: answer.principalId };
  exchange.usageIdentifierKey = answer.usageIdentifierKey;
  const decision = decideByPolicy(answer.policy, methodArnOf(exchange));
  if (decision === 'allow') return undefined;
  return refuse(exchange, {
    type: 'ACCESS_DENIED',
    message:
      decision === 'deny'
        ? 'User is not authorized to access this resource with an explicit deny'
        : 'User is not authorized to access this resource',
  });
}
