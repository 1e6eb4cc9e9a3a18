'use strict';
/*
 * Runs inside the function's own process, on Node 18 to 24, so it is plain JavaScript and uses as
 * little as it can: between invocations it blocks in one read of file descriptor 3, which also
 * freezes the function as AWS does (docs/adr/0004-invoke-path.md). Frames: ../../frames.ts.
 */
const fs = require('fs');
const { format } = require('util');
const { loadHandler, named } = require('./load-handler.cjs');

const CHANNEL = 3;
const INVOKE = 1;
const READY = 2;
const INIT_FAILED = 3;
const LOG = 4;
const RESPONSE = 5;
const FAILURE = 6;
const FATAL = 7;
const LONGEST_RESPONSE_BYTES = 6291556;
/** CloudWatch's limit for one event is 256 KB; longer lines are cut into several. */
const LONGEST_LOG_BYTES = 262144 - 26;
const EXIT_UNHANDLED_REJECTION = 128;
const EXIT_UNCAUGHT_EXCEPTION = 129;

const nodeMajor = Number(process.versions.node.split('.')[0]);
const env = process.env;
// Taken before user code runs, which may replace them.
const { readSync, writeSync } = fs;
const now = Date.now;
const parse = JSON.parse;
const exit = process.exit.bind(process);

// ---- channel ----

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

/** @returns {{header: any, event: string}} */
function readInvoke() {
  need(9);
  const length = inbox.readUInt32LE(inboxStart);
  need(4 + length);
  const type = inbox[inboxStart + 4];
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

function writeText(type, text, bytes) {
  const frame = Buffer.allocUnsafe(5 + bytes);
  frame.writeUInt32LE(1 + bytes, 0);
  frame[4] = type;
  frame.utf8Write(text, 5, bytes);
  writeAll(frame);
}

function writeFailure(type, error, exitStatus) {
  const { errorType, payload } = describeError(error);
  const kind = Buffer.from(errorType).subarray(0, 255);
  const head = type === FATAL ? [exitStatus, kind.length] : [kind.length];
  const body = Buffer.concat([Buffer.from(head), kind, Buffer.from(payload)]);
  const frame = Buffer.alloc(5);
  frame.writeUInt32LE(1 + body.length, 0);
  frame[4] = type;
  writeAll(Buffer.concat([frame, body]));
}

// ---- errors, as https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html shows them ----

function isError(value) {
  return (
    value instanceof Error ||
    (typeof value === 'object' &&
      value !== null &&
      typeof value.stack === 'string' &&
      typeof value.message === 'string')
  );
}

function describeError(error) {
  try {
    const shape = isError(error)
      ? {
          errorType: String(error.name),
          errorMessage: String(error.message),
          ...(error.name === 'Runtime.UnhandledPromiseRejection' && {
            reason: plainError(error.reason),
            promise: {},
          }),
          trace: String(error.stack).split('\n'),
        }
      : { errorType: typeof error, errorMessage: String(error), trace: [] };
    return { errorType: shape.errorType, payload: JSON.stringify(shape) };
  } catch {
    const errorMessage =
      'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack';
    return {
      errorType: 'handled',
      payload: JSON.stringify({ errorType: 'handled', errorMessage, trace: [] }),
    };
  }
}

/** An error as its log line shows it: own properties too, and `stack` instead of `trace`. */
function plainError(error) {
  if (!isError(error)) return error;
  return {
    errorType: error.name,
    errorMessage: error.message,
    ...error,
    ...(error.cause !== undefined && { cause: plainError(error.cause) }),
    stack: String(error.stack).split('\n'),
  };
}

function logError(label, error) {
  let text;
  try {
    text = JSON.stringify(plainError(error));
  } catch {
    text = JSON.stringify({
      errorType: 'handled',
      errorMessage: String(error && error.message),
      stack: [],
    });
  }
  logLine('ERROR', `${label} \t${text}`);
}

// ---- logs ----

let requestId;

function writeLog(text) {
  const bytes = Buffer.byteLength(text);
  if (bytes <= LONGEST_LOG_BYTES) return writeText(LOG, text, bytes);
  const all = Buffer.from(text);
  for (let at = 0; at < all.length;) {
    let end = Math.min(at + LONGEST_LOG_BYTES, all.length);
    while (end < all.length && (all[end] & 0xc0) === 0x80) end--; // not inside a character
    const piece = all.toString('utf8', at, end);
    writeText(LOG, piece, Buffer.byteLength(piece));
    at = end;
  }
}

function logLine(level, message) {
  writeLog(`${new Date(now()).toISOString()}\t${requestId}\t${level}\t${message}\n`);
}

function patchConsole() {
  const levels = {
    log: 'INFO',
    info: 'INFO',
    debug: 'DEBUG',
    warn: 'WARN',
    error: 'ERROR',
    trace: 'TRACE',
    fatal: 'FATAL',
  };
  for (const [method, level] of Object.entries(levels)) {
    console[method] = (...values) => logLine(level, format(...values));
  }
}

/** Text written to process.stdout takes the same way as console lines, so that order is kept. */
function patchStream(name, fd) {
  let stream;
  Object.defineProperty(process, name, {
    configurable: true,
    enumerable: true,
    get() {
      if (stream) return stream;
      const { Writable } = require('stream');
      stream = new Writable({
        decodeStrings: false,
        write(chunk, encoding, done) {
          writeLog(typeof chunk === 'string' ? chunk : chunk.toString('utf8'));
          done();
        },
      });
      stream.fd = fd;
      stream._type = 'pipe';
      stream.isTTY = false;
      return stream;
    },
    set(value) {
      stream = value;
    },
  });
}

// ---- invocations ----

/** The invocation that runs now, or undefined; each is completed exactly once. */
let current;
/** What happens when the event loop runs dry while a handler is pending. */
let whenLoopIsEmpty;

function complete(invocation, send) {
  if (current !== invocation) return;
  current = undefined;
  whenLoopIsEmpty = undefined;
  send();
  // A turn of the event loop, so that sockets that closed meanwhile are seen before the next event.
  setImmediate(next);
}

function succeed(invocation, result) {
  if (current !== invocation) return;
  let text;
  try {
    text = JSON.stringify(result === undefined ? null : result);
    if (text === undefined) text = 'null';
  } catch {
    const problem = new Error('Unable to stringify response body');
    return fail(
      invocation,
      nodeMajor >= 24 ? named(problem, 'Runtime.JSONStringifyError') : problem,
    );
  }
  const bytes = Buffer.byteLength(text);
  if (bytes <= LONGEST_RESPONSE_BYTES)
    return complete(invocation, () => writeText(RESPONSE, text, bytes));
  complete(invocation, () => writeTooLarge());
}

function writeTooLarge() {
  const errorType = 'Function.ResponseSizeTooLarge';
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${LONGEST_RESPONSE_BYTES} bytes).`;
  const payload = JSON.stringify({ errorMessage, errorType });
  const body = Buffer.concat([Buffer.from([errorType.length]), Buffer.from(errorType + payload)]);
  const frame = Buffer.alloc(5);
  frame.writeUInt32LE(1 + body.length, 0);
  frame[4] = FAILURE;
  writeAll(Buffer.concat([frame, body]));
}

function fail(invocation, error) {
  if (current !== invocation) return;
  logError('Invoke Error', error);
  complete(invocation, () => writeFailure(FAILURE, error));
}

function makeContext(header, deadlineMs) {
  return {
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: header.clientContext === undefined ? undefined : parse(header.clientContext),
    identity: undefined,
    invokedFunctionArn: header.arn,
    awsRequestId: header.id,
    getRemainingTimeInMillis: () => deadlineMs - now(),
  };
}

/** Node 22 and older also have the callback, and context.done, succeed and fail. */
function addCallbackStyle(context, invocation) {
  let waits = true;
  const done = (error, result) => {
    if (current !== invocation) return;
    if (error !== undefined && error !== null) fail(invocation, error);
    else succeed(invocation, result);
  };
  Object.defineProperty(context, 'callbackWaitsForEmptyEventLoop', {
    configurable: true,
    enumerable: true,
    get: () => waits,
    set: (value) => {
      waits = value;
    },
  });
  context.done = done;
  context.succeed = (result) => done(null, result);
  context.fail = (error) => done(error === undefined || error === null ? 'handled' : error);
  return (error, result) => {
    if (current !== invocation) return;
    if ((error !== undefined && error !== null) || !waits) return done(error, result);
    whenLoopIsEmpty = () => done(error, result);
  };
}

function promiseNeverSettled(invocation) {
  const problem = new Error(
    'The Lambda runtime client detected an unexpected Node.js runtime. This is most commonly caused by a Promise that was never settled.',
  );
  fail(invocation, named(problem, 'Runtime.NodeJsExit'));
}

let handler;
let handlerIsAsync = false;

function next() {
  const { header, event } = readInvoke();
  const deadlineMs = now() + header.remainingMs;
  const invocation = { id: header.id };
  current = invocation;
  requestId = header.id;
  env._X_AMZN_TRACE_ID = header.trace;
  whenLoopIsEmpty = undefined;
  try {
    const context = makeContext(header, deadlineMs);
    if (nodeMajor >= 24) runModern(invocation, parse(event), context);
    else runClassic(invocation, parse(event), context);
  } catch (error) {
    fail(invocation, error);
  }
}

function runModern(invocation, event, context) {
  const result = handler(event, context);
  if (!isThenable(result)) return succeed(invocation, result);
  settle(invocation, result);
}

function runClassic(invocation, event, context) {
  const result = handler(event, context, addCallbackStyle(context, invocation));
  if (isThenable(result)) settle(invocation, result);
}

function settle(invocation, promise) {
  promise.then(
    (value) => succeed(invocation, value),
    (error) => fail(invocation, error),
  );
}

function isThenable(value) {
  return value !== null && typeof value === 'object' && typeof value.then === 'function';
}

process.on('beforeExit', () => {
  const invocation = current;
  if (!invocation) return;
  if (whenLoopIsEmpty) return whenLoopIsEmpty();
  // A handler that is not async and never called back ends with null (Node 22 and older).
  if (nodeMajor < 24 && !handlerIsAsync) return succeed(invocation, null);
  promiseNeverSettled(invocation);
});

// ---- init ----

let ready = false;

function die(label, error, exitStatus) {
  logError(label, error);
  if (!ready) writeFailure(INIT_FAILED, error);
  else writeFailure(FATAL, error, exitStatus);
  exit(ready ? exitStatus : 1);
}

process.on('uncaughtException', (error) =>
  die('Uncaught Exception', error, EXIT_UNCAUGHT_EXCEPTION),
);
process.on('unhandledRejection', (reason) => {
  const error = named(new Error(String(reason)), 'Runtime.UnhandledPromiseRejection');
  error.reason = reason;
  die('Unhandled Promise Rejection', error, EXIT_UNHANDLED_REJECTION);
});

function refuseStreaming() {
  throw named(
    new Error(
      'Brume does not run streaming handlers (awslambda.streamifyResponse) yet. Return the whole response instead.',
    ),
    'Runtime.StreamingNotImplemented',
  );
}

function begin(loaded) {
  handler = loaded;
  handlerIsAsync = Object.prototype.toString.call(loaded) === '[object AsyncFunction]';
  ready = true;
  writeText(READY, '', 0);
  setImmediate(next);
}

patchConsole();
patchStream('stdout', 1);
patchStream('stderr', 2);
globalThis.awslambda = {
  streamifyResponse: refuseStreaming,
  HttpResponseStream: { from: refuseStreaming },
};

const initError = (error) => die(nodeMajor >= 24 ? 'Init Error' : 'Uncaught Exception', error, 1);
try {
  const loaded = loadHandler(env.LAMBDA_TASK_ROOT, env._HANDLER);
  if (typeof loaded === 'function') begin(loaded);
  else loaded.then(begin, initError);
} catch (error) {
  initError(error);
}
