'use strict';
/*
 * Runs inside the function's own process, on Node 18 to 24, so it is plain JavaScript and loads as
 * little as it can (docs/adr/0004-invoke-path.md).
 */
const { enterInvocation, installGlobal } = require('./awslambda-global.cjs');
const {
  exit,
  FRAME,
  readInvoke,
  whenReadable,
  writeFailure,
  writeResponse,
  writeText,
} = require('./channel.cjs');
const { describeError, named } = require('./error-shape.cjs');
const { loadHandler } = require('./load-handler.cjs');
const {
  captureLogs,
  configureLogs,
  flushPartialLines,
  logError,
  setInvocation,
} = require('./log-capture.cjs');

/** Six MiB and what surrounds it. */
const LONGEST_RESPONSE_BYTES = 6291556;
const EXIT_UNHANDLED_REJECTION = 128;
const EXIT_UNCAUGHT_EXCEPTION = 129;

/** Said with `ready`: this runtime understands KEEP_RUNNING. */
const CAN_KEEP_RUNNING = 'loop';

const nodeMajor = Number(process.versions.node.split('.')[0]);
const { env } = process;
// Taken before user code runs, which may replace them.
const { now } = Date;
const { parse, stringify } = JSON;
const { setImmediate, setInterval } = globalThis;
const { hrtime } = process;

function writeError(type, error, head) {
  const { errorType, payload } = describeError(error);
  writeFailure(type, errorType, payload, head);
}

/** The invocation that runs now, or undefined; each is completed exactly once. */
let current;
/** What happens when the event loop runs dry while a handler is pending. */
let whenLoopIsEmpty;

function complete(invocation, send) {
  if (current !== invocation) return;
  current = undefined;
  whenLoopIsEmpty = undefined;
  flushPartialLines();
  send();
  // A turn of the event loop, so that sockets that closed meanwhile are seen before the next event.
  setImmediate(next);
}

function succeed(invocation, result) {
  if (current !== invocation) return;
  let text;
  try {
    text = stringify(result === undefined ? null : result);
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
    return complete(invocation, () => writeResponse(microsecondsOf(invocation), text, bytes));
  complete(invocation, writeTooLarge);
}

function microsecondsOf({ startedAt }) {
  const [seconds, nanoseconds] = hrtime(startedAt);
  return Math.min(0xffffffff, Math.round(seconds * 1e6 + nanoseconds / 1000));
}

function writeTooLarge() {
  const errorType = 'Function.ResponseSizeTooLarge';
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${LONGEST_RESPONSE_BYTES} bytes).`;
  writeFailure(FRAME.failure, errorType, stringify({ errorMessage, errorType }));
}

function fail(invocation, error) {
  if (current !== invocation) return;
  logError('Invoke Error', error);
  complete(invocation, () => writeError(FRAME.failure, error));
}

function makeContext(header, deadlineMs) {
  const context = {
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: header.clientContext === undefined ? undefined : parse(header.clientContext),
    identity: undefined,
    invokedFunctionArn: header.arn,
    awsRequestId: header.id,
    tenantId: header.tenantId,
    getRemainingTimeInMillis: () => deadlineMs - now(),
  };
  if (nodeMajor >= 24) context.xRayTraceId = header.trace;
  return context;
}

/** @returns whether an invocation lasts until the event loop is empty, as the handler decides */
function addWaitSwitch(context) {
  let waits = true;
  Object.defineProperty(context, 'callbackWaitsForEmptyEventLoop', {
    configurable: true,
    enumerable: true,
    get: () => waits,
    set: (value) => {
      waits = value;
    },
  });
  return () => waits;
}

/** Node 22 and older also have the callback, and context.done, succeed and fail. */
function addCallbackStyle(context, invocation) {
  const waits = addWaitSwitch(context);
  const done = (error, result) => {
    if (current !== invocation) return;
    if (error !== undefined && error !== null) fail(invocation, error);
    else succeed(invocation, result);
  };
  context.done = done;
  context.succeed = (result) => done(null, result);
  context.fail = (error) => done(error === undefined || error === null ? 'handled' : error);
  return (error, result) => {
    if (current !== invocation) return;
    if ((error !== undefined && error !== null) || !waits()) return done(error, result);
    whenLoopIsEmpty = () => done(error, result);
  };
}

function promiseNeverSettled(invocation) {
  const problem = new Error(
    'The Lambda runtime client detected an unexpected Node.js runtime. This is most commonly caused by a Promise that was never settled.',
  );
  fail(invocation, named(problem, 'Runtime.NodeJsExit'));
}

/** Set once, at the end of INIT. */
let handler;
let handlerIsAsync = false;
/** Options of the stream, of a handler that streams. */
let streaming;
let run = nodeMajor >= 24 ? runModern : runClassic;

/** There are extensions: the event loop goes on between invocations, until the environment is frozen. */
let keepsRunning = false;

function next() {
  if (keepsRunning) whenReadable(takeInvoke);
  else takeInvoke();
}

function takeInvoke() {
  const invoke = readInvoke();
  if (!invoke) {
    keepsRunning = true;
    return next();
  }
  const { header, event } = invoke;
  const deadlineMs = now() + header.remainingMs;
  const invocation = { id: header.id, startedAt: hrtime() };
  current = invocation;
  setInvocation(header);
  env['_X_AMZN_TRACE_ID'] = header.trace;
  if (nodeMajor >= 24) enterInvocation(header.id, header.trace);
  whenLoopIsEmpty = undefined;
  try {
    const context = makeContext(header, deadlineMs);
    run(invocation, parse(event), context);
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

/** https://docs.aws.amazon.com/lambda/latest/dg/config-rs-write-functions.html */
function runStreaming(invocation, event, context) {
  const { ResponseStream } = require('./response-stream.cjs');
  const stream = new ResponseStream(streaming);
  const failed = (error) => {
    if (current !== invocation) return;
    logError('Invoke Error', error);
    stream.finishAndThen(() => complete(invocation, () => writeError(FRAME.failure, error)));
  };
  const waits = nodeMajor < 24 ? addWaitSwitch(context) : () => false;
  const streamed = async () => {
    const result = handler(event, stream, context);
    if (!isThenable(result)) {
      const text = 'Streaming does not support non-async handlers.';
      return failed(nodeMajor >= 24 ? new Error(text) : text);
    }
    if ((await result) !== undefined) console.warn('Streaming handlers ignore return values.');
    await stream.whenFinished();
    const succeed = () => complete(invocation, () => writeText(FRAME.response, '', 0));
    if (waits()) whenLoopIsEmpty = succeed;
    else succeed();
  };
  streamed().catch(failed);
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
  // The caller still waits for a stream that nobody can end any more: as on AWS, until the timeout.
  if (streaming) return void setInterval(() => {}, 2 ** 30);
  // A handler that is not async and never called back ends with null (Node 22 and older).
  if (nodeMajor < 24 && !handlerIsAsync) return succeed(invocation, null);
  promiseNeverSettled(invocation);
});

// ---- init ----

let ready = false;

function die(label, error, exitStatus) {
  flushPartialLines();
  logError(label, error);
  if (!ready) writeError(FRAME.initFailed, error);
  else writeError(FRAME.fatal, error, [exitStatus]);
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

function begin(loaded) {
  ({ handler, streaming } = loaded);
  handlerIsAsync = Object.prototype.toString.call(handler) === '[object AsyncFunction]';
  if (streaming) run = runStreaming;
  ready = true;
  writeText(FRAME.ready, CAN_KEEP_RUNNING, CAN_KEEP_RUNNING.length);
  setImmediate(next);
}

captureLogs();
installGlobal(nodeMajor);
// Without a handler this process is one of those that are started ahead, for any function.
if (env['_HANDLER'] === undefined) require('./wait-for-function.cjs').waitForFunction();
configureLogs(env);

const initError = (error) => die(nodeMajor >= 24 ? 'Init Error' : 'Uncaught Exception', error, 1);
try {
  const loaded = loadHandler(env.LAMBDA_TASK_ROOT, env['_HANDLER']);
  if (isThenable(loaded)) loaded.then(begin, initError);
  else begin(loaded);
} catch (error) {
  initError(error);
}
