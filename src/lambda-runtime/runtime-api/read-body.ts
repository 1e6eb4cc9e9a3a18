import type { IncomingMessage } from 'node:http';

/** @returns the whole body, or undefined when it is longer than `limitBytes` (the rest is thrown away) */
export function readBody(
  request: IncomingMessage,
  limitBytes: number,
  done: (body: Buffer | undefined) => void,
): void {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  request.on('data', (chunk: Buffer) => {
    sizeBytes += chunk.length;
    if (sizeBytes <= limitBytes) chunks.push(chunk);
    else chunks.length = 0;
  });
  // A body that was cut off never ends; its runtime then exits or times out, which is the answer.
  request.on('end', () => done(sizeBytes <= limitBytes ? Buffer.concat(chunks) : undefined));
}
