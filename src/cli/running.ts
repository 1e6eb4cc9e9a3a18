/** The Brume that commands talk to: found by port, spoken to over its own routes. */
import { BrumeError } from '../platform/errors.ts';
import { DEFAULT_PORT } from '../stack/options.ts';
import { type Call, text } from './command.ts';
import { signCall } from './sign-call.ts';

/** Options of every command that talks to a running Brume. */
export const endpointOptions = {
  port: {
    type: 'string',
    short: 'p',
    value: 'PORT',
    help: 'Port of the running Brume (4566, or BRUME_PORT).',
  },
  endpoint: { type: 'string', value: 'URL', help: 'Its whole address (or AWS_ENDPOINT_URL).' },
} as const;

export interface BrumeInfo {
  version: string;
  endpoint: string;
  account: string;
  region: string;
  /** `off`, `audit` or `enforce`. */
  iam: string;
  /** A folder, or `memory`. */
  state: string;
  pid: number;
  uptimeSeconds: number;
  clockOffsetMs: number;
}

export function endpointOf(call: Call): string {
  const explicit = text(call, 'endpoint');
  const port = text(call, 'port');
  if (explicit) return explicit.replace(/\/+$/, '');
  if (port) return `http://localhost:${port}`;
  if (call.env['BRUME_PORT']) return `http://localhost:${call.env['BRUME_PORT']}`;
  return (call.env['AWS_ENDPOINT_URL'] ?? `http://localhost:${DEFAULT_PORT}`).replace(/\/+$/, '');
}

/**
 * Asks one of Brume's own routes.
 * @throws BrumeError ERR_NOT_RUNNING, or the error that the route answered
 */
export async function ask<T>(
  call: Call,
  method: 'GET' | 'POST',
  path: string,
  body?: object,
): Promise<T> {
  const plain = await exchange<T>(call, method, path, body);
  if (plain.answer.error?.code !== 'ERR_NOT_ROOT') return answerOf(plain, path);
  const { region } = await info(call);
  return answerOf(await exchange<T>(call, method, path, body, region), path);
}

interface Exchanged<T> {
  response: Response;
  answer: T & { error?: { code: `ERR_${string}`; message: string } };
}

/** @param region to sign for; not signed without */
async function exchange<T>(
  call: Call,
  method: 'GET' | 'POST',
  path: string,
  body: object | undefined,
  region?: string,
): Promise<Exchanged<T>> {
  const endpoint = endpointOf(call);
  const content = body === undefined ? '' : JSON.stringify(body);
  const plain: Record<string, string> = body ? { 'content-type': 'application/json' } : {};
  const url = new URL(endpoint + path);
  const headers =
    region === undefined
      ? plain
      : signCall(call, url, { method, headers: plain, body: content, region, service: 'brume' });
  let response: Response;
  try {
    response = await fetch(url, { method, headers, ...(body && { body: content }) });
  } catch (error) {
    throw notRunning(endpoint, error);
  }
  const answer = (await response.json().catch(() => undefined)) as
    | Exchanged<T>['answer']
    | undefined;
  if (answer === undefined) throw notRunning(endpoint, undefined);
  return { response, answer };
}

function answerOf<T>({ response, answer }: Exchanged<T>, path: string): T {
  if (response.ok) return answer;
  throw new BrumeError(
    answer.error?.code ?? 'ERR_UNEXPECTED',
    answer.error?.message ?? `${path} answered ${response.status}.`,
  );
}

export function info(call: Call): Promise<BrumeInfo> {
  return ask<BrumeInfo>(call, 'GET', '/_brume/info');
}

function notRunning(endpoint: string, cause: unknown): BrumeError {
  return new BrumeError('ERR_NOT_RUNNING', `No Brume answers at ${endpoint}.`, {
    hint: 'Start one with `brume start`, or name its port with --port.',
    cause,
  });
}
