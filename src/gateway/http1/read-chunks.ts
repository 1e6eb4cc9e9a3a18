/**
 * Decodes a chunked body (RFC 9112 section 7.1) that is whole in `buffer`. Extensions and trailers
 * are read over, as node does.
 */
export type ChunkedBody =
  | { state: 'whole'; body: Buffer; end: number }
  | { state: 'more' }
  | { state: 'too-large' }
  | { state: 'malformed' };

/** A size line with extensions longer than this is an attack. */
const SIZE_LINE_LIMIT_BYTES = 1024;
const TRAILERS_LIMIT_BYTES = 16 * 1024;

export function readChunks(buffer: Buffer, start: number, limitBytes: number): ChunkedBody {
  const parts: Buffer[] = [];
  let size = 0;
  for (let at = start; ;) {
    const lineEnd = buffer.indexOf('\r\n', at, 'latin1');
    if (lineEnd < 0)
      return { state: buffer.length - at > SIZE_LINE_LIMIT_BYTES ? 'malformed' : 'more' };
    const line = buffer.toString('latin1', at, lineEnd);
    const match = /^([0-9A-Fa-f]{1,8})(?:;[\t\x20-\x7e]*)?$/.exec(line);
    if (!match || line.length > SIZE_LINE_LIMIT_BYTES) return { state: 'malformed' };
    const chunk = Number.parseInt(match[1]!, 16);
    at = lineEnd + 2;
    if (chunk === 0) return finish(buffer, at, parts, size);
    size += chunk;
    if (size > limitBytes) return { state: 'too-large' };
    if (buffer.length < at + chunk + 2) return { state: 'more' };
    if (buffer[at + chunk] !== 0x0d || buffer[at + chunk + 1] !== 0x0a)
      return { state: 'malformed' };
    parts.push(buffer.subarray(at, at + chunk));
    at += chunk + 2;
  }
}

function finish(buffer: Buffer, start: number, parts: Buffer[], size: number): ChunkedBody {
  for (let at = start; ;) {
    const lineEnd = buffer.indexOf('\r\n', at, 'latin1');
    if (lineEnd < 0)
      return { state: buffer.length - start > TRAILERS_LIMIT_BYTES ? 'malformed' : 'more' };
    if (lineEnd === at) return { state: 'whole', body: Buffer.concat(parts, size), end: at + 2 };
    if (
      !/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+:[\t\x20-\x7e\x80-\xff]*$/.test(
        buffer.toString('latin1', at, lineEnd),
      )
    )
      return { state: 'malformed' };
    at = lineEnd + 2;
  }
}
