/** AWS API calls of the CLI itself: plain HTTP, since the SDK is no dependency of Brume. */
import { BrumeError } from '../platform/errors.ts';
import type { Call } from './command.ts';
import { endpointOf } from './running.ts';

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

/** @param path with its query @throws BrumeError ERR_NOT_RUNNING, ERR_AWS, or why `init.signal` was aborted */
export async function request(call: Call, path: string, init: RequestInit): Promise<Response> {
  const endpoint = endpointOf(call);
  const response = await fetch(`${endpoint}${path}`, init).catch((cause: unknown) => {
    init.signal?.throwIfAborted();
    throw new BrumeError('ERR_NOT_RUNNING', `No Brume answers at ${endpoint}.`, {
      hint: 'Start one with `brume start`, or name its port with --port.',
      cause,
    });
  });
  if (response.ok) return response;
  const body = (await response.json().catch(() => ({}))) as { message?: string; Message?: string };
  const code = response.headers.get('x-amzn-errortype')?.split(':')[0] ?? String(response.status);
  throw new BrumeError(
    'ERR_AWS',
    `${code}: ${body.message ?? body.Message ?? response.statusText}`,
  );
}
