'use strict';
/*
 * Console lines as JSON objects, for functions whose LogFormat is JSON:
 * https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html
 */
const { format } = require('node:util');

// Taken before user code runs, which may replace it.
const { stringify } = JSON;

/**
 * @param {{timestamp: string, level: string, requestId?: string, tenantId?: string}} head
 * @param {unknown[]} values what console was called with
 */
function jsonLine(head, values) {
  if (values.length > 1)
    return stringify({ ...head, message: format(...values), ...firstError(values) });
  const line = { ...head, message: values[0] };
  try {
    return stringify(line, (_key, value) => (value instanceof Error ? errorMembers(value) : value));
  } catch {
    return stringify({ ...head, message: format(values[0]) });
  }
}

/** Beside text an error is described by members of the line itself; the first error only. */
function firstError(values) {
  const error = values.find((value) => value instanceof Error);
  return error && described(error, []);
}

/** In the place of the message an error is an object with all that it carries. */
function errorMembers(error) {
  return { ...described(error, error.stack), ...error };
}

function described(error, withoutStack) {
  return {
    errorType: typeName(error),
    errorMessage: error.message,
    stackTrace: typeof error.stack === 'string' ? error.stack.split('\n') : withoutStack,
  };
}

/** The name of its class; the runtime's own errors have classes on AWS and only names here. */
function typeName(error) {
  const name = error.constructor?.name ?? 'UnknownError';
  const own = String(error.name);
  return name === 'Error' && own.startsWith('Runtime.') ? own.slice('Runtime.'.length) : name;
}

module.exports = { jsonLine };
