import type { Readable } from 'node:stream';
import type { LinkListener } from './link.ts';
import type { SandboxHandle } from './sandbox/driver.ts';

/** CloudWatch's limit for one event is 256 KB; a longer line becomes several events. */
const LONGEST_LINE_BYTES = 262144 - 26;
const NEWLINE = 0x0a;

/** What a program writes to its standard streams becomes log events, one a line. */
export function captureLines(
  handle: SandboxHandle,
  listener: LinkListener,
  from?: 'extension',
): void {
  splitLines(handle.stdout, (text) => listener.onLog(text, from));
  splitLines(handle.stderr, (text) => listener.onLog(text, from));
}

function splitLines(stream: Readable, onLine: (text: string) => void): void {
  let rest: Buffer = Buffer.alloc(0);
  stream.on('data', (chunk: Buffer) => {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    let from = 0;
    for (let to = bytes.indexOf(NEWLINE); to >= 0; to = bytes.indexOf(NEWLINE, from)) {
      onLine(bytes.toString('utf8', from, to + 1));
      from = to + 1;
    }
    for (; bytes.length - from >= LONGEST_LINE_BYTES; from += LONGEST_LINE_BYTES) {
      onLine(bytes.toString('utf8', from, from + LONGEST_LINE_BYTES));
    }
    rest = from < bytes.length ? bytes.subarray(from) : Buffer.alloc(0);
  });
  stream.on('end', () => {
    if (rest.length > 0) onLine(`${rest.toString('utf8')}\n`);
  });
  stream.on('error', () => {}); // the exit of the process tells the rest
}
