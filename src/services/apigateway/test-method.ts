/** Runs a method of an API as it stands now, undeployed, without its authorizer and key. */
import type {
  TestInvokeMethodRequest,
  TestInvokeMethodResponse,
} from '@aws-sdk/client-api-gateway';
import type { Context } from '../context.ts';
import type { PlaneRequest, PlaneResponse } from '../data-plane.ts';
import { traceIdOf } from '../execute-api/forwarded-headers.ts';
import { runRestChain } from '../execute-api/rest/chain.ts';
import type { RestExchange } from '../execute-api/rest/exchange.ts';
import { createExecutionLog } from '../execute-api/rest/execution-log.ts';
import { integrate } from '../execute-api/rest/handlers/integrate.ts';
import { selectMethod } from '../execute-api/rest/handlers/select-method.ts';
import { validate } from '../execute-api/rest/handlers/validate.ts';
import { makeRequestId } from '../execute-api/request-id.ts';
import { compileStage } from './compile-stage.ts';
import { takeSnapshot } from './deployment.ts';
import { badRequest } from './errors.ts';
import { makeStage } from './stage.ts';
import type { ResourceRecord, RestApiRecord } from './store.ts';

const STAGE = 'test-invoke-stage';

export async function testMethod(
  context: Context,
  api: RestApiRecord,
  resource: ResourceRecord,
  input: TestInvokeMethodRequest,
): Promise<TestInvokeMethodResponse> {
  const { clock, ids } = context;
  const snapshot = await takeSnapshot(context.store, api);
  const stage = compileStage({
    host: context,
    owner: { account: context.account, region: context.region },
    stage: {
      ...makeStage(STAGE, 'test', clock.now()),
      ...(input.stageVariables && { variables: input.stageVariables }),
    },
    snapshot,
    certificate: undefined,
    canary: undefined,
    apiKeys: new Map(),
    // What happens is returned, not written.
    targetOf: () => ({ write: () => undefined }),
  });
  const request = toRequest(resource, input);
  const log = createExecutionLog('INFO', true);
  const exchange: RestExchange = {
    host: context,
    request: { ...request, path: `/${STAGE}${request.path}`, signal: request.signal },
    api: { apiId: api.id, account: context.account, region: context.region, stages: new Map() },
    domainName: 'testPrefix.testDomainName',
    requestId: ids.uuid(),
    extendedRequestId: makeRequestId(ids),
    startedAtEpochMs: clock.now(),
    traceId: traceIdOf(context, request),
    stage,
    resourcePath: request.path,
    log,
  };
  const sentAtMs = clock.monotonicMs();
  const response = await runRestChain(exchange, [selectMethod, validate, integrate]);
  return toAnswer(context, exchange, response, Math.round(clock.monotonicMs() - sentAtMs));
}

function toRequest(resource: ResourceRecord, input: TestInvokeMethodRequest): PlaneRequest {
  const wanted = input.pathWithQueryString ?? '';
  const [path = '', query = ''] = (wanted === '' ? resource.path : wanted).split('?', 2);
  if (path.includes('{')) throw badRequest('Invalid path: it must hold values for its variables');
  const single = Object.entries(input.headers ?? {}).flat();
  const multiple = Object.entries(input.multiValueHeaders ?? {}).flatMap(([name, values]) =>
    values.flatMap((value) => [name, value]),
  );
  return {
    method: (input.httpMethod ?? '').toUpperCase(),
    path: path.startsWith('/') ? path : `/${path}`,
    query,
    rawHeaders: [...single, ...multiple],
    host: 'testPrefix.testDomainName',
    body: Buffer.from(input.body ?? ''),
    sourceIp: 'test-invoke-source-ip',
    protocol: 'HTTP/1.1',
    tls: true,
    signal: new AbortController().signal,
  };
}

function toAnswer(
  { clock }: Context,
  { log, requestId }: RestExchange,
  { body, headers, status }: PlaneResponse,
  latency: number,
): TestInvokeMethodResponse {
  const multiValueHeaders: Record<string, string[]> = {};
  for (let i = 0; i + 1 < headers.length; i += 2)
    (multiValueHeaders[headers[i] ?? ''] ??= []).push(headers[i + 1] ?? '');
  const at = new Date(clock.now()).toUTCString();
  return {
    status,
    body: typeof body === 'string' || Buffer.isBuffer(body) ? body.toString() : '',
    headers: Object.fromEntries(
      Object.entries(multiValueHeaders).map(([name, values]) => [name, values.at(-1) ?? '']),
    ),
    multiValueHeaders,
    log: [
      `Execution log for request ${requestId}`,
      ...(log?.lines ?? []).map((line) => `${at} : ${line}`),
      '',
    ].join('\n'),
    latency,
  };
}
