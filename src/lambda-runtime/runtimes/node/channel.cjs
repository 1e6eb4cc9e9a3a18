'use strict';
/*
 * Frames over file descriptor 3, with blocking calls of `fs` only (../../frames.ts is the other end).
 * Between invocations the process sleeps in the read here, which freezes the function as AWS does.
 */
const fs = require('node:fs');

const CHANNEL = 3;
const INVOKE = 1;
const CREDIT = 11;
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
};

// Taken before user code runs, which may replace them.
const { read, readSync, writeSync } = fs;
const { parse } = JSON;
const exit = process.exit.bind(process);

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

/** @returns {{header: any, event: string}} */
function readInvoke() {
  need(9);
  const length = inbox.readUInt32LE(inboxStart);
  need(4 + length);
  const type = inbox[inboxStart + 4];
  if (type === CREDIT) {
    takeCredit(); // for a stream that has ended
    return readInvoke();
  }
  if (type !== INVOKE) exit(1);
  const headerStart = inboxStart + 9;
  const bodyStart = headerStart + inbox.readUInt32LE(inboxStart + 5);
  const end = inboxStart + 4 + length;
  const header = parse(inbox.utf8Slice(headerStart, bodyStart));
  const event = inbox.utf8Slice(bodyStart, end);
  inboxStart = end;
  if (inboxStart === inboxEnd) {
    inboxStart = 0;
    inboxEnd = 0;
    if (inbox.length > 1048576) inbox = Buffer.allocUnsafe(65536);
  }
  return { header, event };
}

/** @returns what one credit frame grants, or undefined while it is not here */
function takeCredit() {
  if (inboxEnd - inboxStart < 9) return undefined;
  if (inbox[inboxStart + 4] !== CREDIT) exit(1);
  const costBytes = inbox.readUInt32LE(inboxStart + 5);
  inboxStart += 9;
  return costBytes;
}

/**
 * Waits for credit without blocking the function. Only one may wait, and none when the next event is
 * read: both would take each other's bytes.
 * @param {(costBytes: number) => void} done
 */
function readCredit(done) {
  const costBytes = takeCredit();
  if (costBytes !== undefined) return done(costBytes);
  if (inbox.length - inboxEnd < 9) {
    inbox.copy(inbox, 0, inboxStart, inboxEnd);
    inboxEnd -= inboxStart;
    inboxStart = 0;
  }
  read(CHANNEL, inbox, inboxEnd, inbox.length - inboxEnd, null, (error, got) => {
    if (error ? error.code !== 'EINTR' : got === 0) exit(0);
    if (!error) inboxEnd += got;
    readCredit(done);
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
  writeBytes,
  writeFailure,
  writeText,
};
