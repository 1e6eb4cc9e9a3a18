'use strict';
/*
 * Frames over file descriptor 3, with blocking calls of `fs` only (../../frames.ts is the other end).
 * Between invocations the process sleeps in the read here, which freezes the function as AWS does.
 */
const fs = require('node:fs');

const CHANNEL = 3;
const INVOKE = 1;
const CREDIT = 11;
const CREDIT_BYTES = 13;
const ASSIGN = 12;
/** Frame types towards Brume. */
const FRAME = {
  ready: 2,
  initFailed: 3,
  log: 4,
  response: 5,
  failure: 6,
  fatal: 7,
  streamStart: 8,
  streamData: 9,
  streamEnd: 10,
  booted: 13,
  timedResponse: 20,
};

// Taken before user code runs, which may replace them.
const { read, readSync, writeSync } = fs;
const { parse } = JSON;
const exit = process.exit.bind(process);

/** Where events come from, if Brume gave a pipe for them: one record of this size each. */
const EVENTS = process.argv[2] === '--events' ? 4 : undefined;
const RECORD_BYTES = 4096;
const OVER_CHANNEL = 21;
const KEEP_RUNNING = 14;
const record = EVENTS && Buffer.allocUnsafe(RECORD_BYTES);
if (EVENTS) process.argv.splice(2, 1);

let inbox = Buffer.allocUnsafe(65536);
let inboxStart = 0;
let inboxEnd = 0;

/** Blocks until `count` bytes are there; ends the process when Brume has gone. */
function need(count) {
  if (inboxEnd - inboxStart >= count) return;
  if (inboxStart + count > inbox.length) {
    const bigger = count > inbox.length ? Buffer.allocUnsafe(count + 65536) : inbox;
    inbox.copy(bigger, 0, inboxStart, inboxEnd);
    inbox = bigger;
    inboxEnd -= inboxStart;
    inboxStart = 0;
  }
  while (inboxEnd - inboxStart < count) {
    let got;
    try {
      got = readSync(CHANNEL, inbox, inboxEnd, inbox.length - inboxEnd, null);
    } catch (error) {
      if (error.code === 'EAGAIN' || error.code === 'EINTR') continue;
      exit(0);
    }
    if (got === 0) exit(0);
    inboxEnd += got;
  }
}

/**
 * Blocks until there is a function.
 * @returns {Record<string, string>} its environment
 */
function readAssignment() {
  need(9);
  const length = inbox.readUInt32LE(inboxStart);
  need(4 + length);
  if (inbox[inboxStart + 4] !== ASSIGN) exit(1);
  const end = inboxStart + 4 + length;
  const environment = parse(inbox.utf8Slice(inboxStart + 5, end));
  inboxStart = end;
  return environment;
}

/** Blocks until there is a record; ends the process when Brume has gone. */
function readRecord() {
  for (;;) {
    try {
      if (readSync(EVENTS, record, 0, RECORD_BYTES, null) === RECORD_BYTES) return;
      exit(0);
    } catch (error) {
      if (error.code !== 'EINTR') exit(0);
    }
  }
}

/** Set once extensions work beside the function: everything comes over the channel then, as it comes. */
let socket;
/** What to do when more has come. */
let onMore;

/**
 * Calls back once an event is there, without blocking the function's event loop: while extensions are
 * at work, the environment is not frozen. (A read of `fs` would block a thread, and process.exit with it.)
 * @param {() => void} done
 */
function whenReadable(done) {
  if (inboxEnd > inboxStart) return done();
  socket ??= openSocket();
  whenMore(done);
}

function whenMore(done) {
  socket.ref();
  onMore = () => {
    socket.unref(); // a handler that waits for nothing must be found out
    done();
  };
}

function openSocket() {
  const { Socket } = require('node:net'); // only for those who use it
  const opened = new Socket({ fd: CHANNEL, readable: true, writable: false });
  opened.on('data', (bytes) => {
    inbox = Buffer.concat([inbox.subarray(inboxStart, inboxEnd), bytes]);
    inboxStart = 0;
    inboxEnd = inbox.length;
    const tell = onMore;
    onMore = undefined;
    tell?.();
  });
  opened.on('close', () => exit(0));
  opened.on('error', () => exit(0));
  return opened;
}

/** @returns {{header: any, event: string} | undefined} undefined: from now on call `whenReadable` first */
function readInvoke() {
  if (!EVENTS || socket) return readFromChannel();
  readRecord();
  if (record[4] === OVER_CHANNEL) return readFromChannel();
  if (record[4] === KEEP_RUNNING) return undefined;
  return cutInvoke(record, 0);
}

/** @param {Buffer} bytes with a whole frame at `start` */
function cutInvoke(bytes, start) {
  if (bytes[start + 4] !== INVOKE) exit(1);
  const headerStart = start + 9;
  const bodyStart = headerStart + bytes.readUInt32LE(start + 5);
  const end = start + 4 + bytes.readUInt32LE(start);
  return {
    header: parse(bytes.utf8Slice(headerStart, bodyStart)),
    event: bytes.utf8Slice(bodyStart, end),
  };
}

function readFromChannel() {
  need(5);
  const length = inbox.readUInt32LE(inboxStart);
  need(4 + length);
  if (inbox[inboxStart + 4] === CREDIT) {
    inboxStart += 4 + length; // for a stream that has ended
    return socket ? undefined : readFromChannel();
  }
  if (inbox[inboxStart + 4] === KEEP_RUNNING) {
    inboxStart += 4 + length;
    return undefined;
  }
  const invoke = cutInvoke(inbox, inboxStart);
  inboxStart += 4 + length;
  if (inboxStart === inboxEnd) {
    inboxStart = 0;
    inboxEnd = 0;
    if (inbox.length > 1048576) inbox = Buffer.allocUnsafe(65536);
  }
  return invoke;
}

/** @returns what the stream was granted, or undefined while nothing is here; grants for earlier ones are dropped */
function takeCredit(stream) {
  while (inboxEnd - inboxStart >= CREDIT_BYTES) {
    if (inbox[inboxStart + 4] !== CREDIT) exit(1);
    const at = inboxStart;
    inboxStart += CREDIT_BYTES;
    if (inbox.readUInt32LE(at + 5) === stream) return inbox.readUInt32LE(at + 9);
  }
  return undefined;
}

/**
 * Waits for credit without blocking the function. Only one may wait, and none when the next event is
 * read: both would take each other's bytes.
 * @param {number} stream which one it is of this process, from 1
 * @param {(costBytes: number) => void} done
 */
function readCredit(stream, done) {
  const costBytes = takeCredit(stream);
  if (costBytes !== undefined) return done(costBytes);
  if (socket) return whenMore(() => readCredit(stream, done));
  if (inbox.length - inboxEnd < CREDIT_BYTES) {
    inbox.copy(inbox, 0, inboxStart, inboxEnd);
    inboxEnd -= inboxStart;
    inboxStart = 0;
  }
  read(CHANNEL, inbox, inboxEnd, inbox.length - inboxEnd, null, (error, got) => {
    if (error ? error.code !== 'EINTR' : got === 0) exit(0);
    if (!error) inboxEnd += got;
    readCredit(stream, done);
  });
}

function writeAll(bytes) {
  let at = 0;
  while (at < bytes.length) {
    try {
      at += writeSync(CHANNEL, bytes, at, bytes.length - at);
    } catch (error) {
      if (error.code === 'EAGAIN' || error.code === 'EINTR') continue;
      exit(0);
    }
  }
}

/** @param {number} bytes the length of `text` in UTF-8, which callers know already */
function writeText(type, text, bytes) {
  const frame = Buffer.allocUnsafe(5 + bytes);
  frame.writeUInt32LE(1 + bytes, 0);
  frame[4] = type;
  frame.utf8Write(text, 5, bytes);
  writeAll(frame);
}

/** @param {Uint8Array} bytes */
function writeBytes(type, bytes) {
  const frame = Buffer.allocUnsafe(5 + bytes.length);
  frame.writeUInt32LE(1 + bytes.length, 0);
  frame[4] = type;
  frame.set(bytes, 5);
  writeAll(frame);
}

/** @param {number} tookUs how long the handler took */
function writeResponse(tookUs, text, bytes) {
  const frame = Buffer.allocUnsafe(9 + bytes);
  frame.writeUInt32LE(5 + bytes, 0);
  frame[4] = FRAME.timedResponse;
  frame.writeUInt32LE(tookUs, 5);
  frame.utf8Write(text, 9, bytes);
  writeAll(frame);
}

/** @param {number[]} head bytes before the error type: the exit status of a fatal frame */
function writeFailure(type, errorType, payload, head = []) {
  const kind = Buffer.from(errorType).subarray(0, 255);
  const body = Buffer.concat([Buffer.from([...head, kind.length]), kind, Buffer.from(payload)]);
  const start = Buffer.alloc(5);
  start.writeUInt32LE(1 + body.length, 0);
  start[4] = type;
  writeAll(Buffer.concat([start, body]));
}

module.exports = {
  exit,
  FRAME,
  readAssignment,
  readCredit,
  readInvoke,
  whenReadable,
  writeBytes,
  writeFailure,
  writeResponse,
  writeText,
};
