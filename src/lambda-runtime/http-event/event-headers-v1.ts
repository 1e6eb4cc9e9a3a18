import { HOP_BY_HOP } from './event-headers.ts';

/** Written by HTTP APIs in this case, whatever the client sent (events captured from AWS). */
const CANONICAL = new Map(
  [
    'Content-Length',
    'Host',
    'User-Agent',
    'X-Amzn-Trace-Id',
    'X-Forwarded-For',
    'X-Forwarded-Port',
    'X-Forwarded-Proto',
  ].map((name) => [name.toLowerCase(), name]),
);

/** Standard headers arrive in lower case, others (`Postman-Token`, `X-Amz-Cf-Id`) as the client wrote them. */
const LOWERED = new Set(
  (
    'accept accept-charset accept-encoding accept-language authorization cache-control content-encoding ' +
    'content-language content-type cookie date dnt forwarded from if-match if-modified-since if-none-match ' +
    'if-range if-unmodified-since max-forwards origin pragma prefer range referer sec-fetch-dest ' +
    'sec-fetch-mode sec-fetch-site sec-fetch-user trailer upgrade-insecure-requests via warning'
  ).split(' '),
);

/**
 * The two header maps of payload format 1.0: the last value, and all values. Names that differ only
 * in case are one header, named as it was first sent.
 * @param added alternating lower-case names and values; they replace the client's
 */
export function toHeadersV1(
  rawHeaders: readonly string[],
  added: readonly string[] = [],
): { headers: Record<string, string>; multiValueHeaders: Record<string, string[]> } {
  const byLowerName = new Map<string, { name: string; values: string[] }>();
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const sent = rawHeaders[i] ?? '';
    const lower = sent.toLowerCase();
    if (HOP_BY_HOP.has(lower) || isAdded(added, lower)) continue;
    const value = rawHeaders[i + 1] ?? '';
    const before = byLowerName.get(lower);
    if (before) before.values.push(value);
    else byLowerName.set(lower, { name: nameOf(sent, lower), values: [value] });
  }
  for (let i = 0; i + 1 < added.length; i += 2) {
    const lower = added[i] ?? '';
    byLowerName.set(lower, { name: nameOf(lower, lower), values: [added[i + 1] ?? ''] });
  }
  const all = [...byLowerName.values()];
  return {
    headers: Object.fromEntries(all.map(({ name, values }) => [name, values.at(-1) ?? ''])),
    multiValueHeaders: Object.fromEntries(all.map(({ name, values }) => [name, values])),
  };
}

function isAdded(added: readonly string[], lower: string): boolean {
  for (let i = 0; i < added.length; i += 2) if (added[i] === lower) return true;
  return false;
}

function nameOf(sent: string, lower: string): string {
  return CANONICAL.get(lower) ?? (LOWERED.has(lower) ? lower : sent);
}
