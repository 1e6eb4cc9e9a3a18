/**
 * A strict parser for the request heads of the data planes. It accepts only what has exactly one
 * reading (RFC 9112); whatever else comes, malformed or merely unusual, is left to node's parser,
 * which answers it. Wherever this parser accepts, node's reads the same: head.fuzz.test.ts.
 */

export interface Head {
  method: string;
  /** Origin form, raw. */
  path: string;
  /** Raw, without `?`. */
  query: string;
  /** Alternating names and values as sent, in latin1 as node gives them. */
  rawHeaders: string[];
  /** Without port, lower case. */
  host: string;
  /** `chunked`, or the number of body bytes. */
  body: number | 'chunked';
  /** The client asks to close the connection after this request. */
  close: boolean;
}

const METHODS = new Set(['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS']);
/** RFC 9110 token. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** Visible ASCII and obs-text, with spaces and tabs inside only. */
const VALUE = /^(?:[\x21-\x7e\x80-\xff](?:[\t\x20-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?)?$/;
/** What node's parser takes in a target; no fragment, no space, no control characters. */
const TARGET = /^\/[\x21\x22\x24-\x7e]*$/;
const HOST = /^[A-Za-z0-9._-]+(?::\d{1,5})?$/;
/** More bytes than any body limit: left to node's parser. */
const LONGEST_LENGTH_DIGITS = 10;

/** @param text the head without its final empty line, decoded as latin1 */
export function parseHead(text: string): Head | undefined {
  const lineEnd = text.indexOf('\r\n');
  const line = lineEnd < 0 ? text : text.slice(0, lineEnd);
  const target = requestTarget(line);
  if (!target) return undefined;

  const rawHeaders: string[] = [];
  let host: string | undefined;
  let length: number | undefined;
  let chunked = false;
  let close = false;
  for (let at = lineEnd < 0 ? text.length : lineEnd + 2; at < text.length;) {
    let end = text.indexOf('\r\n', at);
    if (end < 0) end = text.length;
    const colon = text.indexOf(':', at);
    if (colon < 0 || colon >= end) return undefined;
    const name = text.slice(at, colon);
    const value = text.slice(colon + 1, end).trim();
    if (!TOKEN.test(name) || !VALUE.test(value)) return undefined;
    rawHeaders.push(name, value);
    switch (name.length) {
      case 4:
        if (name.toLowerCase() === 'host') {
          if (host !== undefined || !HOST.test(value)) return undefined;
          host = value;
        }
        break;
      case 6: // Expect wants a 100 before the body
        if (name.toLowerCase() === 'expect') return undefined;
        break;
      case 7: // Upgrade is WebSocket's
        if (name.toLowerCase() === 'upgrade') return undefined;
        break;
      case 10:
        if (name.toLowerCase() === 'connection') {
          const wish = value.toLowerCase();
          if (wish !== 'keep-alive' && wish !== 'close') return undefined;
          close = wish === 'close';
        }
        break;
      case 14:
        if (name.toLowerCase() === 'content-length') {
          if (length !== undefined || !/^\d+$/.test(value) || value.length > LONGEST_LENGTH_DIGITS)
            return undefined;
          length = Number(value);
        }
        break;
      case 17:
        if (name.toLowerCase() === 'transfer-encoding') {
          if (chunked || value.toLowerCase() !== 'chunked') return undefined;
          chunked = true;
        }
        break;
    }
    at = end + 2;
  }
  // Both lengths, or none where HTTP/1.1 demands a host: the classic openings for request smuggling.
  if (host === undefined || (chunked && length !== undefined)) return undefined;
  const port = host.indexOf(':');
  return {
    ...target,
    rawHeaders,
    host: (port < 0 ? host : host.slice(0, port)).toLowerCase(),
    body: chunked ? 'chunked' : (length ?? 0),
    close,
  };
}

function requestTarget(line: string): Pick<Head, 'method' | 'path' | 'query'> | undefined {
  const first = line.indexOf(' ');
  const second = line.indexOf(' ', first + 1);
  if (second < 0 || line.length !== second + 9 || !line.endsWith('HTTP/1.1')) return undefined;
  const method = line.slice(0, first);
  const target = line.slice(first + 1, second);
  if (!METHODS.has(method) || !TARGET.test(target)) return undefined;
  const mark = target.indexOf('?');
  return mark < 0
    ? { method, path: target, query: '' }
    : { method, path: target.slice(0, mark), query: target.slice(mark + 1) };
}
