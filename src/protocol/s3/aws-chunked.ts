/**
 * The content encoding `aws-chunked`: chunks with signatures, and headers behind the last one.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
import { AwsError } from '../aws-error.ts';

/** Of the line before a chunk, and of all trailers together. */
const LINE_LIMIT_BYTES = 16 * 1024;
const EMPTY = Buffer.alloc(0);

/**
 * The bytes inside the chunks, as they come. What follows the last chunk is added to `trailers`, with
 * names in lower case, before the end is reached.
 * @throws AwsError IncompleteBody (400) when the encoding is broken or ends early
 */
export async function* decodeAwsChunked(
  source: AsyncIterable<Uint8Array>,
  trailers: Record<string, string>,
): AsyncGenerator<Uint8Array, void> {
  const reader = new Reader(source[Symbol.asyncIterator]());
  for (;;) {
    const size = toSize(await reader.line());
    if (size === 0) break;
    for (let left = size; left > 0;) {
      const part = await reader.upTo(left);
      left -= part.length;
      yield part;
    }
    if ((await reader.line()) !== '') throw broken();
  }
  await readTrailers(reader, trailers);
}

async function readTrailers(reader: Reader, trailers: Record<string, string>): Promise<void> {
  let size = 0;
  for (let line = await reader.line(true); line !== ''; line = await reader.line(true)) {
    size += line.length;
    const colon = line.indexOf(':');
    if (colon <= 0 || size > LINE_LIMIT_BYTES) throw malformedTrailer();
    trailers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
  }
}

/** `400;chunk-signature=…` */
function toSize(line: string): number {
  const match = /^([0-9a-fA-F]{1,12})(?:;|$)/.exec(line);
  if (!match) throw broken();
  return Number.parseInt(match[1]!, 16);
}

/** Lines and runs of bytes from chunks that end anywhere. */
class Reader {
  readonly #source: AsyncIterator<Uint8Array>;
  #buffer: Buffer = EMPTY;

  constructor(source: AsyncIterator<Uint8Array>) {
    this.#source = source;
  }

  /** @param mayEnd the end of the source counts as an empty line: some clients leave out the last one */
  async line(mayEnd = false): Promise<string> {
    for (;;) {
      const end = this.#buffer.indexOf('\n');
      if (end >= 0) {
        const line = this.#buffer.toString('latin1', 0, end).replace(/\r$/, '');
        this.#buffer = this.#buffer.subarray(end + 1);
        return line;
      }
      if (this.#buffer.length > LINE_LIMIT_BYTES) throw broken();
      const more = await this.#more();
      if (!more && mayEnd && this.#buffer.length === 0) return '';
      if (!more) throw broken();
    }
  }

  /** At least one byte. */
  async upTo(limit: number): Promise<Buffer> {
    while (this.#buffer.length === 0) {
      if (!(await this.#more())) throw broken();
    }
    const part = this.#buffer.subarray(0, limit);
    this.#buffer = this.#buffer.subarray(part.length);
    return part;
  }

  async #more(): Promise<boolean> {
    const next = await this.#source.next();
    if (next.done === true) return false;
    const { buffer, byteOffset, byteLength } = next.value;
    const chunk = Buffer.from(buffer, byteOffset, byteLength);
    this.#buffer = this.#buffer.length === 0 ? chunk : Buffer.concat([this.#buffer, chunk]);
    return true;
  }
}

function broken(): AwsError {
  return new AwsError(
    'IncompleteBody',
    'The request body terminated unexpectedly or is not encoded as its aws-chunked header says.',
    { status: 400 },
  );
}

function malformedTrailer(): AwsError {
  return new AwsError(
    'MalformedTrailerError',
    'The request contained trailing data that was not well-formed or did not conform to our published schema.',
    { status: 400 },
  );
}
