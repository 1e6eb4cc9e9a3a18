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

/** Must run before the function's own code. */
function installGlobal() {
  globalThis.awslambda = { ...globalThis.awslambda, streamifyResponse, HttpResponseStream };
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

module.exports = { installGlobal, streamingOf };
