/** AWS API calls of the CLI itself: plain HTTP, since the SDK is no dependency of Brume. */
import { BrumeError } from '../platform/errors.ts';
import type { Call } from './command.ts';
import { fetchPatiently, type PatientRequest } from './fetch-patiently.ts';
import { endpointOf, info } from './running.ts';
import { signCall } from './sign-call.ts';

/**
 * One CloudWatch Logs operation (awsJson1.1).
 * @throws BrumeError ERR_NOT_RUNNING, or ERR_AWS with the service's own code and message
 */
export async function callLogs<T>(call: Call, operation: string, input: object): Promise<T> {
  const response = await request(call, '/', {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `Logs_20140328.${operation}`,
    },
    body: JSON.stringify(input),
  });
  return (await response.json()) as T;
}

/**
 * Signed only where that is asked for: then the root's keys must be known (BRUME_ROOT_ACCESS_KEY_ID).
 * @param path with its query @throws BrumeError ERR_NOT_RUNNING, ERR_AWS, or why `init.signal` was aborted
 */
export async function request(call: Call, path: string, init: PatientRequest): Promise<Response> {
  const plain = await send(call, path, init);
  if (plain.ok) return plain;
  const failure = await readFailure(plain);
  if (!failure.code.startsWith('MissingAuthenticationToken')) throw toError(failure);
  const signed = await send(call, path, await sign(call, path, init));
  if (signed.ok) return signed;
  throw toError(await readFailure(signed));
}

async function send(call: Call, path: string, init: PatientRequest): Promise<Response> {
  const endpoint = endpointOf(call);
  return fetchPatiently(`${endpoint}${path}`, init).catch((cause: unknown) => {
    init.signal?.throwIfAborted();
    throw new BrumeError('ERR_NOT_RUNNING', `No Brume answers at ${endpoint}.`, {
      hint: 'Start one with `brume start`, or name its port with --port.',
      cause,
    });
  });
}

async function sign(call: Call, path: string, init: PatientRequest): Promise<PatientRequest> {
  const { region } = await info(call);
  const headers = signCall(call, new URL(endpointOf(call) + path), {
    method: init.method,
    headers: init.headers ?? {},
    body: init.body ?? '',
    region,
    service: init.headers?.['x-amz-target']?.startsWith('Logs_') ? 'logs' : 'lambda',
  });
  return { ...init, headers };
}

interface Failure {
  code: string;
  message: string;
}

async function readFailure(response: Response): Promise<Failure> {
  const body = (await response.json().catch(() => ({}))) as Record<string, string | undefined>;
  const type = response.headers.get('x-amzn-errortype') ?? body['__type'];
  return {
    code: type?.split('#').at(-1)?.split(':')[0] ?? String(response.status),
    message: body['message'] ?? body['Message'] ?? response.statusText,
  };
}

function toError({ code, message }: Failure): BrumeError {
  return new BrumeError('ERR_AWS', `${code}: ${message}`);
}
