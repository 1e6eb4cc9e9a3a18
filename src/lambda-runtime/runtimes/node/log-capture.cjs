'use strict';
/*
 * What the function prints goes through the channel, line by line and at once, so that the log is
 * complete and in order even when the process dies in the next instant.
 */
const { format } = require('node:util');
const { FRAME, writeText } = require('./channel.cjs');
const { errorText } = require('./error-shape.cjs');

/** CloudWatch's limit for one event is 256 KB; longer lines are cut into several. */
const LONGEST_LOG_BYTES = 262144 - 26;
const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
const METHODS = {
  log: 'INFO',
  info: 'INFO',
  debug: 'DEBUG',
  warn: 'WARN',
  error: 'ERROR',
  trace: 'TRACE',
  fatal: 'FATAL',
};
const { now } = Date;

/** Of the invocation that runs, or ran last. During INIT AWS prints a dash since Node.js 24, and `undefined` before. */
let requestId = Number(process.versions.node.split('.')[0]) >= 24 ? '-' : undefined;
/** Whom the invocation is for, of functions whose tenants are kept apart. */
let tenantId;
/** Writes what console was called with. */
let writeLine = textLine;

/** Whose lines follow. */
function setInvocation(header) {
  requestId = header.id;
  tenantId = header.tenantId;
}

function writeLog(text) {
  const bytes = Buffer.byteLength(text);
  if (bytes <= LONGEST_LOG_BYTES) return writeText(FRAME.log, text, bytes);
  const all = Buffer.from(text);
  for (let at = 0; at < all.length;) {
    let end = Math.min(at + LONGEST_LOG_BYTES, all.length);
    while (end < all.length && (all[end] & 0xc0) === 0x80) end--; // not inside a character
    const piece = all.toString('utf8', at, end);
    writeText(FRAME.log, piece, Buffer.byteLength(piece));
    at = end;
  }
}

function textLine(level, values) {
  writeLog(`${new Date(now()).toISOString()}\t${requestId}\t${level}\t${format(...values)}\n`);
}

/** What the runtime has to say about an error, in the function's format; no level holds it back. */
function logError(label, error) {
  if (writeLine === textLine) textLine('ERROR', [label, `\t${errorText(error)}`]);
  else writeLine('ERROR', [error instanceof Error ? error : new Error(String(error))]);
}

function patchConsole() {
  for (const method of Object.keys(METHODS)) {
    console[method] = (...values) => writeLine(METHODS[method], values);
  }
}

/** Once the function's environment is known: its format, and the level below which nothing is written. */
function configureLogs({ AWS_LAMBDA_LOG_FORMAT: wanted = '', AWS_LAMBDA_LOG_LEVEL: level = '' }) {
  if (wanted.toUpperCase() === 'JSON') {
    const { jsonLine } = require('./json-log.cjs');
    writeLine = (name, values) => {
      const timestamp = new Date(now()).toISOString();
      writeLog(`${jsonLine({ timestamp, level: name, requestId, tenantId }, values)}\n`);
    };
  }
  const lowest = LEVELS.indexOf(level.toUpperCase());
  for (const [method, name] of Object.entries(METHODS)) {
    if (LEVELS.indexOf(name) < lowest) console[method] = () => {};
  }
}

/** By file descriptor: what was written since the last newline. */
const partialLines = { 1: '', 2: '' };

/** One event a line, as the platform makes of the standard streams. */
function writeLines(fd, text) {
  const lines = (partialLines[fd] + text).split('\n');
  partialLines[fd] = lines.pop();
  for (const line of lines) writeLog(`${line}\n`);
}

/** At the end of an invocation and of the process. */
function flushPartialLines() {
  for (const fd of [1, 2]) {
    if (partialLines[fd] !== '') writeLines(fd, '\n');
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
      const { Writable } = require('node:stream'); // only for those who use it
      stream = new Writable({
        decodeStrings: false,
        write(chunk, encoding, done) {
          const bytes = typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk;
          writeLines(fd, bytes.toString('utf8'));
          done();
        },
      });
      stream.fd = fd;
      stream.isTTY = false;
      return stream;
    },
    set(value) {
      stream = value;
    },
  });
}

/** Must run before the function's own code. */
function captureLogs() {
  patchConsole();
  patchStream('stdout', 1);
  patchStream('stderr', 2);
  process.on('exit', flushPartialLines);
}

module.exports = { captureLogs, configureLogs, flushPartialLines, logError, setInvocation };
