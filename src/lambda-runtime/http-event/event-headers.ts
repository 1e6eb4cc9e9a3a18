/** Belong to one connection, not to the request; AWS's fronts do not pass them on. */
export const HOP_BY_HOP = new Set([
  'connection',
  'expect',
  'keep-alive',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
]);

/**
 * Header names in lower case, repeated ones joined with `,`; cookies taken out into their own list.
 * @param rawHeaders alternating names and values
 * @param added alternating lower-case names and values; they replace the client's
 */
export function toEventHeaders(
  rawHeaders: readonly string[],
  added: readonly string[] = [],
): { headers: Map<string, string>; cookies: string[] } {
  const headers = new Map<string, string>();
  const cookies: string[] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = (rawHeaders[i] ?? '').toLowerCase();
    const value = rawHeaders[i + 1] ?? '';
    if (HOP_BY_HOP.has(name)) continue;
    if (name === 'cookie') {
      for (const cookie of value.split(';')) if (cookie.trim() !== '') cookies.push(cookie.trim());
      continue;
    }
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before},${value}`);
  }
  for (let i = 0; i + 1 < added.length; i += 2) headers.set(added[i] ?? '', added[i + 1] ?? '');
  return { headers, cookies };
}
