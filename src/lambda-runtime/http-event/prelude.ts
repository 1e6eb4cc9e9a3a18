/**
 * Status, headers and cookies come ahead of a streamed body, when the function sends them: JSON, then
 * eight zero bytes. https://docs.aws.amazon.com/lambda/latest/dg/config-rs-invoke-furls.html
 */
const DELIMITER = Buffer.alloc(8);
/** AWS names no limit; this is what the gateway takes as the head of a request. */
const LONGEST_PRELUDE_BYTES = 64 * 1024;

/**
 * Resolves once the prelude is complete.
 * @returns undefined when the stream ends, or grows too long, without one
 */
export async function splitPrelude(
  chunks: AsyncIterable<Uint8Array>,
): Promise<{ prelude: unknown; body: AsyncIterable<Uint8Array> } | undefined> {
  const rest = chunks[Symbol.asyncIterator]();
  let bytes = Buffer.alloc(0);
  for (;;) {
    const end = bytes.indexOf(DELIMITER);
    if (end >= 0) {
      const prelude = parseJson(bytes.toString('utf8', 0, end));
      return { prelude, body: continued(bytes.subarray(end + DELIMITER.length), rest) };
    }
    if (bytes.length > LONGEST_PRELUDE_BYTES) {
      await rest.return?.();
      return undefined;
    }
    const next = await rest.next();
    if (next.done) return undefined;
    bytes = Buffer.concat([bytes, next.value]);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function* continued(
  first: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
  try {
    if (first.length > 0) yield first;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
