'use strict';
/* Errors as https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html shows them. */

// Taken before user code runs, which may replace it.
const { stringify } = JSON;

/** Gives an error AWS's type, in its stack too, which was made with the old name in its first line. */
function named(error, name) {
  Object.defineProperty(error, 'name', { value: name, configurable: true, writable: true });
  error.stack = String(error.stack).replace(/^Error\b/, name);
  return error;
}

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
    return { errorType: shape.errorType, payload: stringify(shape) };
  } catch {
    const errorMessage =
      'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack';
    return {
      errorType: 'handled',
      payload: stringify({ errorType: 'handled', errorMessage, trace: [] }),
    };
  }
}

/** An error as its log line shows it: own properties too, and `stack` instead of `trace`. */
function plainError(error) {
  if (!isError(error)) return error;
  return {
    errorType: error.name,
    errorMessage: error.message,
    ...(error.code !== undefined && { code: error.code }),
    ...error,
    ...(error.cause !== undefined && { cause: plainError(error.cause) }),
    stack: String(error.stack).split('\n'),
  };
}

/** What the log line of an error says. */
function errorText(error) {
  try {
    return stringify(plainError(isError(error) ? error : new Error(String(error))));
  } catch {
    const errorMessage = String(error && error.message);
    return stringify({ errorType: 'handled', errorMessage, stack: [] });
  }
}

module.exports = { describeError, errorText, named };
