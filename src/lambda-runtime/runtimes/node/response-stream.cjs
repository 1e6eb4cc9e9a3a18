'use strict';
/*
 * The second argument of streaming handlers: a Writable whose bytes go to Brume piece by piece, never
 * more than a window ahead of the caller. Loaded only for functions that stream.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html
 */
const { Writable } = require('node:stream');
const { FRAME, readCredit, writeBytes, writeText } = require('./channel.cjs');
const { named } = require('./error-shape.cjs');

/** As in ../../response-stream.ts. */
const WINDOW_BYTES = 256 * 1024;
const LEAST_COST_BYTES = 512;
const LONGEST_PIECE_BYTES = 64 * 1024;
const DEFAULT_CONTENT_TYPE = 'application/octet-stream';
const NOTHING = new Uint8Array(0);

const { stringify } = JSON;
let streams = 0;

class ResponseStream extends Writable {
  #contentType = DEFAULT_CONTENT_TYPE;
  #wasWritten = false;
  #isStarted = false;
  /** Which one it is of this process, from 1; grants of room name it. */
  #number = 0;
  #roomBytes = WINDOW_BYTES;
  /** A read for credit is on its way; it takes the place of the one that waits for the next event. */
  #isReading = false;
  #whenQuiet;
  /** The handler failed before it ended the stream: that is told instead of the end. */
  #hasFailed = false;

  constructor(options) {
    super(options);
    this.on('error', () => {}); // the handler's own affair, not an uncaught exception
  }

  setContentType(type) {
    if (this.#wasWritten) {
      throw named(
        new Error('Cannot set content-type, too late.'),
        'Runtime.InvalidStreamingOperation',
      );
    }
    this.#contentType = String(type);
  }

  /** What is neither text nor bytes becomes JSON. As on AWS only `write` brings the prelude, `end(chunk)` does not. */
  write(chunk, encoding, callback) {
    const plain = typeof chunk === 'string' || chunk instanceof Uint8Array || chunk === null;
    const data = plain ? chunk : stringify(chunk);
    if (!this.#wasWritten && typeof this._onBeforeFirstWrite === 'function') {
      this._onBeforeFirstWrite((part) => super.write(part));
    }
    this.#wasWritten = true;
    return super.write(data, encoding, callback);
  }

  _write(chunk, _encoding, done) {
    this.#start();
    this.#send(chunk, 0, done);
  }

  _final(done) {
    this.#start();
    if (!this.#hasFailed) writeBytes(FRAME.streamEnd, NOTHING);
    done();
  }

  #start() {
    if (this.#isStarted) return;
    this.#isStarted = true;
    this.#number = ++streams;
    // Header values hold no other characters.
    const type = this.#contentType.replace(/[^\t\x20-\x7e]/g, '');
    writeText(FRAME.streamStart, type, type.length);
  }

  #send(chunk, from, done) {
    let at = from;
    while (at < chunk.length) {
      if (this.destroyed) return done();
      if (this.#roomBytes <= 0) return this.#awaitRoom(() => this.#send(chunk, at, done));
      const piece = chunk.subarray(at, at + LONGEST_PIECE_BYTES);
      this.#roomBytes -= Math.max(piece.length, LEAST_COST_BYTES);
      writeBytes(FRAME.streamData, piece);
      at += piece.length;
    }
    done();
  }

  #awaitRoom(then) {
    this.#isReading = true;
    readCredit(this.#number, (costBytes) => {
      this.#isReading = false;
      this.#roomBytes += costBytes;
      then();
      if (!this.#isReading) this.#whenQuiet?.();
    });
  }

  /** Resolves once everything was handed over; rejects when the stream was destroyed before that. */
  whenFinished() {
    return new Promise((resolve, reject) => {
      const settle = (error) => {
        if (this.writableFinished) resolve();
        else if (this.destroyed) reject(error ?? new Error('Response stream is not finished.'));
      };
      this.once('error', settle).once('finish', settle).once('close', settle);
      settle(this.errored ?? undefined);
    });
  }

  /** After a failure: what was written goes out first, as on AWS. Calls back when nothing is on its way any more. */
  finishAndThen(then) {
    const settle = () => {
      this.#whenQuiet = undefined;
      if (this.#isReading) this.#whenQuiet = then;
      else then();
    };
    // Nothing was sent, so there is nothing to end: the failure is the whole answer, and nothing comes after it.
    if (!this.#isStarted) this.destroy();
    if (this.writableFinished || this.destroyed) return settle();
    this.once('close', settle);
    if (this.writableEnded) return;
    this.#hasFailed = true;
    this.end();
  }
}

module.exports = { ResponseStream };
