import { wallClockMs } from '../platform/real-time.ts';
import { signRequest } from '../protocol/sigv4/sign.ts';
import { rootCredentialsOf } from '../stack/environment.ts';
import { DEFAULT_ROOT_CREDENTIALS } from '../stack/options.ts';
import type { Call } from './command.ts';

/** @returns the headers that make a request the root's (BRUME_ROOT_ACCESS_KEY_ID, or the default keys) */
export function signCall(
  call: Call,
  url: URL,
  request: {
    method: string;
    headers: Record<string, string>;
    body: string;
    region: string;
    service: string;
  },
): Record<string, string> {
  const headers = { ...request.headers, host: url.host };
  const signature = signRequest({
    request: { method: request.method, path: url.pathname, query: url.search.slice(1), headers },
    body: request.body,
    credentials: rootCredentialsOf(call.env) ?? DEFAULT_ROOT_CREDENTIALS,
    region: request.region,
    service: request.service,
    nowEpochMs: wallClockMs(),
  });
  return { ...request.headers, ...signature };
}
