/** `multipart/form-data` as browsers send it, the last field a file that streams: RFC 7578. */
import { s3Error } from './errors.ts';

/** Of all fields together, before the file. AWS: 20 KB, and each field counts. */
const FIELDS_MAX_BYTES = 20 * 1024;
const HEAD_MAX_BYTES = 8 * 1024;
const EMPTY = Buffer.alloc(0);

export interface FormFile {
  /** As the browser names it; may be empty. */
  filename: string;
  /** Ends where the file does. What follows it in the form is not read. */
  bytes: AsyncIterable<Uint8Array>;
}

export interface Form {
  /** Names in lower case. */
  fields: Map<string, string>;
  /** Undefined when there is none. */
  file: FormFile | undefined;
}

/** @throws AwsError MalformedPOSTRequest, MaxPostPreDataLengthExceededError (400) */
export async function readForm(
  contentType: string,
  source: AsyncIterable<Uint8Array>,
): Promise<Form> {
  const [, quotedBoundary, plain] =
    /;\s*boundary=(?:"([^"]{1,200})"|([^\s;]{1,200}))/i.exec(contentType) ?? [];
  const boundary = quotedBoundary ?? plain;
  if (boundary === undefined) throw malformed();
  const reader = new FormReader(source, boundary);
  const fields = new Map<string, string>();
  let size = 0;
  await reader.skipToFirst();
  for (;;) {
    const head = await reader.head();
    if (head === undefined) return { fields, file: undefined };
    const { name, filename } = disposition(head);
    if (name === 'file')
      return { fields, file: { filename: filename ?? '', bytes: reader.content() } };
    const parts: Uint8Array[] = [];
    for await (const chunk of reader.content()) {
      size += chunk.length;
      if (size > FIELDS_MAX_BYTES)
        throw s3Error(
          400,
          'MaxPostPreDataLengthExceededError',
          'Your POST request fields preceding the upload file were too large.',
        );
      parts.push(chunk);
    }
    fields.set(name, Buffer.concat(parts).toString());
  }
}

function disposition(head: string): { name: string; filename: string | undefined } {
  const line = /^content-disposition:(.*)$/im.exec(head)?.[1] ?? '';
  const name = /[;\s]name="([^"]*)"/i.exec(line)?.[1] ?? /[;\s]name=([^;\s]+)/i.exec(line)?.[1];
  if (name === undefined) throw malformed();
  return { name: name.toLowerCase(), filename: /filename="([^"]*)"/i.exec(line)?.[1] };
}

class FormReader {
  readonly #source: AsyncIterator<Uint8Array>;
  readonly #delimiter: Buffer;
  #buffer: Buffer = EMPTY;

  constructor(source: AsyncIterable<Uint8Array>, boundary: string) {
    this.#source = source[Symbol.asyncIterator]();
    this.#delimiter = Buffer.from(`\r\n--${boundary}`);
    // So that the first delimiter looks like the others.
    this.#buffer = Buffer.from('\r\n');
  }

  async skipToFirst(): Promise<void> {
    for await (const _preamble of this.content()) {
      // Nothing before the first delimiter counts.
    }
  }

  /** The headers of the next part; undefined behind the last one. */
  async head(): Promise<string | undefined> {
    while (this.#buffer.length < 2) await this.#more();
    if (this.#buffer.toString('latin1', 0, 2) === '--') return undefined;
    for (;;) {
      const end = this.#buffer.indexOf('\r\n\r\n');
      if (end >= 0) {
        const head = this.#buffer.toString('utf8', 0, end);
        this.#buffer = this.#buffer.subarray(end + 4);
        return head;
      }
      if (this.#buffer.length > HEAD_MAX_BYTES) throw malformed();
      await this.#more();
    }
  }

  /** Up to the next delimiter, which is taken too. */
  async *content(): AsyncGenerator<Uint8Array, void> {
    const keep = this.#delimiter.length - 1;
    for (;;) {
      const at = this.#buffer.indexOf(this.#delimiter);
      if (at >= 0) {
        if (at > 0) yield this.#buffer.subarray(0, at);
        this.#buffer = this.#buffer.subarray(at + this.#delimiter.length);
        return;
      }
      const sure = this.#buffer.length - keep;
      if (sure > 0) {
        yield this.#buffer.subarray(0, sure);
        this.#buffer = this.#buffer.subarray(sure);
      }
      await this.#more();
    }
  }

  async #more(): Promise<void> {
    const next = await this.#source.next();
    if (next.done === true) throw malformed();
    const { value } = next;
    this.#buffer =
      this.#buffer.length === 0 ? Buffer.from(value) : Buffer.concat([this.#buffer, value]);
  }
}

function malformed(): Error {
  return s3Error(
    400,
    'MalformedPOSTRequest',
    'The body of your POST request is not well-formed multipart/form-data.',
  );
}
