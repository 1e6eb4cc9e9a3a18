/** A request that was never sent: what the operations TestInvoke… run. */
import type { Context } from '../context.ts';
import type { PlaneRequest } from '../data-plane.ts';
import { traceIdOf } from '../execute-api/forwarded-headers.ts';
import { makeRequestId } from '../execute-api/request-id.ts';
import type { RestStage } from '../execute-api/rest/deployed.ts';
import type { RestExchange } from '../execute-api/rest/exchange.ts';
import { createExecutionLog } from '../execute-api/rest/execution-log.ts';
import { compileStage } from './compile-stage.ts';
import { takeSnapshot } from './deployment.ts';
import { badRequest } from './errors.ts';
import { makeStage } from './stage.ts';
import type { RestApiRecord } from './store.ts';

const HOST = 'testPrefix.testDomainName';

/** The members that both operations have. */
export interface TestInput {
  pathWithQueryString?: string | undefined;
  body?: string | undefined;
  headers?: Record<string, string> | undefined;
  multiValueHeaders?: Record<string, string[]> | undefined;
  stageVariables?: Record<string, string> | undefined;
}

export interface TestExchange extends RestExchange {
  readonly log: NonNullable<RestExchange['log']>;
}

/** @param asked.path of a method without variables in it. @throws BadRequestException for a path that still has some */
export async function makeTestExchange(
  context: Context,
  api: RestApiRecord,
  asked: { stageName: string; method: string; path: string },
  input: TestInput,
): Promise<TestExchange> {
  const { clock, ids } = context;
  const request = toRequest(asked.method, asked.path, input);
  return {
    host: context,
    request: { ...request, path: `/${asked.stageName}${request.path}`, signal: request.signal },
    api: { apiId: api.id, account: context.account, region: context.region, stages: new Map() },
    domainName: HOST,
    requestId: ids.uuid(),
    extendedRequestId: makeRequestId(ids),
    startedAtEpochMs: clock.now(),
    traceId: traceIdOf(context, request),
    stage: await makeTestStage(context, api, asked.stageName, input),
    resourcePath: request.path,
    log: createExecutionLog('INFO', true),
  };
}

/** The API as it stands now. */
async function makeTestStage(
  context: Context,
  api: RestApiRecord,
  stageName: string,
  { stageVariables }: TestInput,
): Promise<RestStage> {
  return compileStage({
    host: context,
    owner: { account: context.account, region: context.region },
    stage: {
      ...makeStage(stageName, 'test', context.clock.now()),
      ...(stageVariables && { variables: stageVariables }),
    },
    snapshot: await takeSnapshot(context.store, api),
    certificate: undefined,
    canary: undefined,
    apiKeys: new Map(),
    // What happens is returned, not written.
    targetOf: () => ({ write: () => undefined }),
  });
}

function toRequest(method: string, defaultPath: string, input: TestInput): PlaneRequest {
  const wanted = input.pathWithQueryString ?? '';
  const [path = '', query = ''] = (wanted === '' ? defaultPath : wanted).split('?', 2);
  if (path.includes('{')) throw badRequest('Invalid path: it must hold values for its variables');
  const single = Object.entries(input.headers ?? {}).flat();
  const multiple = Object.entries(input.multiValueHeaders ?? {}).flatMap(([name, values]) =>
    values.flatMap((value) => [name, value]),
  );
  return {
    method: method.toUpperCase(),
    path: path.startsWith('/') ? path : `/${path}`,
    query,
    rawHeaders: [...single, ...multiple],
    host: HOST,
    body: Buffer.from(input.body ?? ''),
    sourceIp: 'test-invoke-source-ip',
    protocol: 'HTTP/1.1',
    tls: true,
    signal: new AbortController().signal,
  };
}

/** As AWS prints it: a heading, then each line behind the time. */
export function printLog({ host, log, requestId }: TestExchange): string {
  // `Tue Sep 01 23:33:52 UTC 2020`
  const at = new Date(host.clock.now())
    .toUTCString()
    .replace(/^(\w+), (\d+) (\w+) (\d+) ([\d:]+) GMT$/, '$1 $3 $2 $5 UTC $4');
  return [
    `Execution log for request ${requestId}`,
    ...log.lines.map((line) => `${at} : ${line}`),
    '',
  ].join('\n');
}
