/**
 * Watches the bytes of a client for frames that are longer than API Gateway takes; `ws` limits whole
 * messages only.
 */

/** Header bytes of a frame (RFC 6455, section 5.2): two, a longer length, and the mask. */
const LONGEST_HEADER = 14;
const MASK_BYTES = 4;

/** @returns a function that takes the next bytes and tells whether a frame longer than `limitBytes` has begun */
export function watchFrameLengths(limitBytes: number): (chunk: Uint8Array) => boolean {
  const header = new Uint8Array(LONGEST_HEADER);
  let filled = 0;
  /** Payload bytes of the current frame that are still to come. */
  let missing = 0;
  return (chunk) => {
    let at = 0;
    while (at < chunk.length) {
      if (missing > 0) {
        const taken = Math.min(missing, chunk.length - at);
        missing -= taken;
        at += taken;
        continue;
      }
      header[filled++] = chunk[at++]!;
      if (filled < 2 || filled < headerBytes(header)) continue;
      missing = payloadBytes(header);
      filled = 0;
      if (missing > limitBytes) return true;
    }
    return false;
  };
}

function headerBytes(header: Uint8Array): number {
  const length = header[1]! & 0x7f;
  const isMasked = (header[1]! & 0x80) !== 0;
  return 2 + (length === 126 ? 2 : length === 127 ? 8 : 0) + (isMasked ? MASK_BYTES : 0);
}

function payloadBytes(header: Uint8Array): number {
  const length = header[1]! & 0x7f;
  if (length < 126) return length;
  const view = new DataView(header.buffer);
  return length === 126 ? view.getUint16(2) : Number(view.getBigUint64(2));
}
