/**
 * Streamed answers on their way from a function to its caller. Bytes are held for a caller that is
 * slower than the function, but never more than a window of them.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html
 */
import { LONGEST_RESPONSE_BYTES } from './failures.ts';
import type { StreamedResponse } from './interface.ts';

/** What a function may send ahead of its caller; the same number is in runtimes/node/response-stream.cjs. */
export const STREAM_WINDOW_BYTES = 256 * 1024;
/** Holding a chunk costs more than its bytes; as in runtimes/node/response-stream.cjs. */
const LEAST_COST_BYTES = 512;
/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const LONGEST_STREAM_BYTES = 200 * 1024 * 1024;

/** Told what room a chunk leaves in the window when it has been taken out of it. */
export type OnTaken = (costBytes: number) => void;

/** Where the chunks of one invocation go. */
export interface StreamSink {
  /** @returns whether the window has room for more */
  push(chunk: Uint8Array): boolean;
  /**
   * Nothing more comes; what is held can still be read.
   * @param isWhole the function said so; only the first call counts
   */
  end(isWhole: boolean): void;
  /** What is held now, as it counts against the window. */
  readonly heldBytes: number;
  /** The limit that was exceeded; what came after it was thrown away. */
  readonly exceededBytes: number | undefined;
  readonly totalBytes: number;
  /** Everything, and of what kind, where it was collected. */
  readonly payload: Uint8Array;
  readonly contentType: string | undefined;
}

/** For a caller that takes the answer as it comes: the function pushes, one reader takes. */
export class ResponseStream implements StreamSink, StreamedResponse {
  readonly contentType: string;
  readonly payload = Buffer.alloc(0);
  heldBytes = 0;
  exceededBytes: number | undefined;
  isWhole = false;
  readonly #onTaken: OnTaken;
  readonly #waiting: Uint8Array[] = [];
  totalBytes = 0;
  #isEnded = false;
  #isDiscarding = false;
  #wake: (() => void) | undefined;

  constructor(contentType: string, onTaken: OnTaken) {
    this.contentType = contentType;
    this.#onTaken = onTaken;
  }

  push(chunk: Uint8Array): boolean {
    this.totalBytes += chunk.length;
    if (this.totalBytes > LONGEST_STREAM_BYTES) {
      this.exceededBytes = LONGEST_STREAM_BYTES;
      this.#isDiscarding = true;
    }
    this.heldBytes += costOf(chunk);
    if (this.#isDiscarding) this.#taken(chunk);
    else this.#waiting.push(chunk);
    this.#wakeReader();
    return this.heldBytes < STREAM_WINDOW_BYTES;
  }

  end(isWhole: boolean): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.isWhole = isWhole && this.exceededBytes === undefined;
    this.#wakeReader();
  }

  discard(): void {
    this.#isDiscarding = true;
    for (const chunk of this.#waiting.splice(0)) this.#taken(chunk);
    this.#wakeReader();
  }

  get body(): AsyncIterable<Uint8Array> {
    return {
      [Symbol.asyncIterator]: () => ({
        next: () => this.#next(),
        return: () => {
          this.discard();
          return Promise.resolve({ done: true, value: undefined });
        },
      }),
    };
  }

  async #next(): Promise<IteratorResult<Uint8Array, undefined>> {
    for (;;) {
      const chunk = this.#waiting.shift();
      if (chunk) {
        this.#taken(chunk);
        return { done: false, value: chunk };
      }
      if (this.#isEnded || this.#isDiscarding) return { done: true, value: undefined };
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  #taken(chunk: Uint8Array): void {
    this.heldBytes -= costOf(chunk);
    if (!this.#isEnded) this.#onTaken(costOf(chunk));
  }

  #wakeReader(): void {
    const wake = this.#wake;
    this.#wake = undefined;
    wake?.();
  }
}

/** For a caller that wants the whole answer at once: up to the limit of buffered answers. */
export class CollectedStream implements StreamSink {
  readonly contentType: string;
  readonly heldBytes = 0;
  exceededBytes: number | undefined;
  readonly #onTaken: OnTaken;
  #chunks: Uint8Array[] = [];
  totalBytes = 0;

  constructor(contentType: string, onTaken: OnTaken) {
    this.contentType = contentType;
    this.#onTaken = onTaken;
  }

  push(chunk: Uint8Array): boolean {
    this.totalBytes += chunk.length;
    if (this.totalBytes > LONGEST_RESPONSE_BYTES) {
      this.exceededBytes = LONGEST_RESPONSE_BYTES;
      this.#chunks = [];
    } else this.#chunks.push(chunk);
    this.#onTaken(costOf(chunk));
    return true;
  }

  end(): void {} // what was collected is there at once

  get payload(): Uint8Array {
    return Buffer.concat(this.#chunks);
  }
}

/** What counts against the window for one chunk. */
function costOf(chunk: Uint8Array): number {
  return Math.max(chunk.length, LEAST_COST_BYTES);
}
