/**
 * A streamed member whose bytes are all there already: read like any other stream inside of Brume, and
 * sent in one piece with the head of the answer.
 */
export class WholeBytes implements AsyncIterable<Uint8Array> {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void> {
    yield this.bytes;
  }
}
