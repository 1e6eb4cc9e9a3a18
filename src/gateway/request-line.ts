export interface RequestLine {
  method: string;
  /** Raw, without the query. */
  path: string;
  /** Raw, without `?`. */
  query: string;
}

export function parseRequestLine(method: string, target: string): RequestLine {
  // Absolute form (`GET http://host/path`) is what proxies send; the Host header still decides.
  const origin = target.startsWith('/')
    ? target
    : target.replace(/^https?:\/\/[^/?#]*/i, '') || '/';
  const mark = origin.indexOf('?');
  if (mark < 0) return { method, path: origin, query: '' };
  return { method, path: origin.slice(0, mark), query: origin.slice(mark + 1) };
}

/**
 * @param raw alternating names and values
 * @returns repeated headers joined with `, `, as SigV4 signs them
 */
export function joinHeaders(raw: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = raw[i]!.toLowerCase();
    const before = headers[name];
    headers[name] = before === undefined ? raw[i + 1]! : `${before}, ${raw[i + 1]!}`;
  }
  return headers;
}
