/**
 * The short way of `Invoke`: a synchronous call of a function that is known already, in the plainest
 * form, past the general chain (design section 3). Whatever is unusual about a request, an error in
 * its form included, is left to the chain; the answers are the same (invoke-plane.test.ts).
 */
import { AwsError } from '../protocol/aws-error.ts';
import { loadModel } from '../protocol/model.ts';
import { writeError } from '../protocol/write.ts';
import type {
  DataPlane,
  PlaneAddress,
  PlaneHead,
  PlaneRequest,
  PlaneResponse,
  PlaneTarget,
} from '../services/data-plane.ts';
import type { FunctionAnswer, FunctionTarget } from '../services/function-invoker.ts';
import type { Gateway } from './gateway.ts';

const PATH = /^\/2015-03-31\/functions\/([A-Za-z0-9_-]+)\/invocations$/;
const QUALIFIER = /^Qualifier=([A-Za-z0-9_-]+)$/;
const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([A-Za-z0-9_]+)\/\d{8}\/([a-z0-9-]+)\/lambda\/aws4_request, ?SignedHeaders=[a-z0-9;-]+, ?Signature=[0-9a-f]{64}$/;
/** Hosts that name no service. */
const PLAIN_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])$/;
/** A larger payload is refused by the chain, in AWS's words. */
const PAYLOAD_LIMIT_BYTES = 6 * 1024 * 1024;

export function createInvokePlane(gateway: Gateway): DataPlane {
  return { id: 'invoke', match: (address) => match(gateway, address) };
}

function match(gateway: Gateway, { host, path, head }: PlaneAddress): PlaneTarget | undefined {
  if (!head || head.method !== 'POST' || !path.startsWith('/2015-03-31/functions/'))
    return undefined;
  const functionName = PATH.exec(path)?.[1];
  const qualifier = head.query === '' ? undefined : QUALIFIER.exec(head.query)?.[1];
  if (!functionName || (head.query !== '' && !qualifier)) return undefined;
  if (typeof head.body !== 'number' || head.body > PAYLOAD_LIMIT_BYTES) return undefined;
  const scope = scopeOf(gateway, host, head);
  if (!scope) return undefined;
  const target = { ...scope, functionName, qualifier };
  if (!gateway.functions.isKnown(target)) return undefined;
  return {
    bodyLimitBytes: PAYLOAD_LIMIT_BYTES,
    handle: (request) => handle(gateway, target, request),
    tooLarge: () => {
      throw new Error('Longer bodies are not taken.');
    },
  };
}

/** Of the request's headers, what counts here. */
interface Scope {
  account: string;
  region: string;
  /** SDKs inside functions send it. */
  traceId: string | undefined;
}

/** Undefined for a request that the chain must look at. */
function scopeOf(gateway: Gateway, host: string, { rawHeaders }: PlaneHead): Scope | undefined {
  let authorization: string | undefined;
  let token: string | undefined;
  let traceId: string | undefined;
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]!.toLowerCase();
    const value = rawHeaders[i + 1]!;
    if (name === 'authorization') authorization = value;
    else if (name === 'x-amz-security-token') token = value;
    else if (name === 'x-amzn-trace-id') traceId = value;
    else if (name === 'origin' || name === 'x-amz-client-context' || name === 'x-amz-tenant-id')
      return undefined;
    else if (name === 'x-amz-invocation-type' && value !== 'RequestResponse') return undefined;
    else if (name === 'x-amz-log-type' && value !== 'None') return undefined;
    else if (name.startsWith('x-amz-durable')) return undefined;
  }
  if (authorization === undefined)
    return PLAIN_HOST.test(host)
      ? { account: gateway.defaultAccount, region: gateway.defaultRegion, traceId }
      : undefined;
  const parts = AUTHORIZATION.exec(authorization);
  const account = parts && accountOf(gateway, parts[1]!, token);
  return account ? { account, region: parts[2]!, traceId } : undefined;
}

function accountOf(
  gateway: Gateway,
  accessKeyId: string,
  token: string | undefined,
): string | undefined {
  try {
    const found = gateway.resolveCaller(accessKeyId, token);
    return found instanceof Promise ? ignore(found) : found.caller.account;
  } catch {
    return undefined; // the chain says what is wrong with the key
  }
}

/** The chain asks again, and is answered from memory or told the error. */
function ignore(pending: Promise<unknown>): undefined {
  pending.catch(() => {});
}

function handle(
  gateway: Gateway,
  target: FunctionTarget & Pick<Scope, 'traceId'>,
  { body }: PlaneRequest,
): Promise<PlaneResponse> {
  const requestId = gateway.ids.uuid();
  const startedAtMs = gateway.clock.monotonicMs();
  const logged = (response: PlaneResponse, errorCode?: string): PlaneResponse => {
    logInvoke(gateway, target, { requestId, startedAtMs, status: response.status, errorCode });
    return response;
  };
  return gateway.functions.run({ ...target, payload: body, isUnchecked: true, requestId }).then(
    (answer) => logged(toResponse(requestId, answer)),
    async (error: unknown) => {
      if (!(error instanceof AwsError)) throw error;
      return logged(await toErrorResponse(error, requestId), error.code);
    },
  );
}

function toResponse(
  requestId: string,
  { payload, executedVersion, functionError }: FunctionAnswer,
): PlaneResponse {
  const headers = [
    'content-type',
    'application/json',
    'x-amzn-requestid',
    requestId,
    'x-amz-executed-version',
    executedVersion,
  ];
  if (functionError) headers.push('x-amz-function-error', functionError);
  return {
    status: 200,
    headers,
    body: Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength),
  };
}

async function toErrorResponse(error: AwsError, requestId: string): Promise<PlaneResponse> {
  const wire = writeError(await loadModel('lambda'), 'rest-json', error, requestId);
  return {
    status: wire.status,
    headers: Object.entries(wire.headers).flat(),
    body: wire.body as Buffer | string,
  };
}

function logInvoke(
  { log, clock }: Gateway,
  { account, region }: FunctionTarget,
  told: {
    requestId: string;
    startedAtMs: number;
    status: number;
    errorCode: string | undefined;
  },
): void {
  const { status, errorCode, requestId, startedAtMs } = told;
  const level = status >= 500 ? 'error' : status >= 400 ? 'warn' : 'info';
  if (!log.enabled(level)) return;
  log[level](`AWS lambda.Invoke => ${status}`, {
    kind: 'request',
    status,
    ...(errorCode && { errorCode }),
    ms: Math.round((clock.monotonicMs() - startedAtMs) * 100) / 100,
    requestId,
    account,
    region,
  });
}
