'use strict';
/*
 * The global `awslambda`, through which functions say that they stream:
 * https://docs.aws.amazon.com/lambda/latest/dg/config-rs-write-functions.html
 */
const { named } = require('./error-shape.cjs');

/** Libraries mark handlers by these symbols too, so they are AWS's. */
const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');
const HIGH_WATER_MARK = Symbol.for('aws.lambda.runtime.handler.streaming.highWaterMark');
const INTEGRATION_RESPONSE = 'application/vnd.awslambda.http-integration-response';

class HttpResponseStream {
  /** The metadata (statusCode, headers, cookies) goes ahead of the first write, parted by eight zero bytes. */
  static from(stream, metadata) {
    stream.setContentType(INTEGRATION_RESPONSE);
    const prelude = JSON.stringify(metadata);
    stream._onBeforeFirstWrite = (write) => {
      write(prelude);
      write(new Uint8Array(8));
    };
    return stream;
  }
}

function streamifyResponse(handler, options) {
  handler[STREAMING] = 'response';
  const mark = options && options.highWaterMark;
  if (typeof mark === 'number') handler[HIGH_WATER_MARK] = Math.trunc(mark);
  return handler;
}

const REQUEST_ID = Symbol.for('_AWS_LAMBDA_REQUEST_ID');
const X_RAY_TRACE_ID = Symbol.for('_AWS_LAMBDA_X_RAY_TRACE_ID');
const TENANT_ID = Symbol.for('_AWS_LAMBDA_TENANT_ID');

/** Where SDKs and logging libraries look for the invocation that runs, since Node.js 24. */
class InvokeStore {
  static PROTECTED_KEYS = { REQUEST_ID, X_RAY_TRACE_ID, TENANT_ID };
  #context;

  getContext() {
    return this.#context;
  }
  hasContext() {
    return this.#context !== undefined;
  }
  get(key) {
    return this.#context?.[key];
  }
  set(key, value) {
    if (this.isProtectedKey(key)) {
      throw new Error(`Cannot modify protected Lambda context field: ${String(key)}`);
    }
    this.#context = { ...this.#context, [key]: value };
  }
  run(context, callback) {
    this.#context = context;
    return callback();
  }
  isProtectedKey(key) {
    return key === REQUEST_ID || key === X_RAY_TRACE_ID || key === TENANT_ID;
  }
  getRequestId() {
    return this.get(REQUEST_ID) ?? '-';
  }
  getXRayTraceId() {
    return this.get(X_RAY_TRACE_ID);
  }
  getTenantId() {
    return this.get(TENANT_ID);
  }
}

const store = new InvokeStore();
const enter = store.run.bind(store);
const nothing = () => {};

/** @param {string} requestId of the invocation that begins, with its trace */
function enterInvocation(requestId, traceId) {
  enter({ [REQUEST_ID]: requestId, [X_RAY_TRACE_ID]: traceId }, nothing);
}

/** Must run before the function's own code. */
function installGlobal(nodeMajor) {
  const all = { ...globalThis.awslambda, streamifyResponse, HttpResponseStream };
  globalThis.awslambda = nodeMajor >= 24 ? { ...all, InvokeStore: store } : all;
}

/** @returns the options of the stream, or undefined for a handler that does not stream */
function streamingOf(handler) {
  const kind = handler[STREAMING];
  if (!kind) return undefined;
  if (kind !== 'response') {
    throw named(
      new Error('Only response streaming is supported.'),
      'Runtime.MalformedStreamingHandler',
    );
  }
  const mark = Number(handler[HIGH_WATER_MARK]);
  return mark > 0 ? { highWaterMark: mark } : {};
}

module.exports = { enterInvocation, installGlobal, streamingOf };
