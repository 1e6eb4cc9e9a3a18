/** `X-Amz-Log-Result` holds this much: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
const TAIL_BYTES = 4096;

/** The last 4 KB of one invocation's log, from START to REPORT. */
export interface LogTail {
  add(text: string): void;
  take(): Buffer;
}

export function createLogTail(): LogTail {
  const pieces: Buffer[] = [];
  let sizeBytes = 0;
  return {
    add(text) {
      const piece = Buffer.from(text).subarray(-TAIL_BYTES);
      pieces.push(piece);
      sizeBytes += piece.length;
      let oldest = pieces[0];
      while (oldest && sizeBytes - oldest.length >= TAIL_BYTES) {
        pieces.shift();
        sizeBytes -= oldest.length;
        oldest = pieces[0];
      }
    },
    take: () => Buffer.concat(pieces).subarray(-TAIL_BYTES),
  };
}
