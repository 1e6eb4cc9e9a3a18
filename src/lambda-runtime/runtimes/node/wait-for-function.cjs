'use strict';
/*
 * A process that was started ahead of its function: everything that does not depend on the function is
 * loaded, then it sleeps until one is assigned, and becomes what it would be had it been started for it.
 */
const Module = require('node:module');
const { FRAME, readAssignment, writeText } = require('./channel.cjs');

/** What functions, and the AWS SDK above all, load of Node itself. */
const BUILTINS = [
  'async_hooks',
  'buffer',
  'child_process',
  'crypto',
  'events',
  'fs/promises',
  'http',
  'http2',
  'https',
  'os',
  'path',
  'process',
  'querystring',
  'stream',
  'stream/promises',
  'stream/web',
  'url',
  'util',
  'zlib',
];
/** Undocumented, but the same in every Node from 18 on; NODE_PATH is read once otherwise. */
const READ_NODE_PATH = '_initPaths';

/**
 * BRUME_PRELOAD, from whoever started the process: `builtins` and names of packages, by commas. What
 * cannot be loaded is left to the function, which then sees the error.
 */
function preload(list) {
  // Found as functions find them, or they would load another copy.
  const paths = (process.env.NODE_PATH ?? '').split(':').filter(Boolean);
  for (const name of list) {
    if (name === 'builtins') for (const builtin of BUILTINS) require(builtin);
    else
      try {
        require(require.resolve(name, { paths }));
      } catch {
        // see above
      }
  }
}

/** Blocks until there is a function; afterwards `process.env` and the working folder are the function's. */
function waitForFunction() {
  const { env } = process;
  if (env.BRUME_PRELOAD) preload(env.BRUME_PRELOAD.split(','));
  writeText(FRAME.booted, '', 0);
  const environment = readAssignment();
  for (const name of Object.keys(env)) if (!Object.hasOwn(environment, name)) delete env[name];
  for (const name of Object.keys(environment)) {
    // Writing TZ makes V8 forget all it knows of time zones.
    if (env[name] !== environment[name]) env[name] = environment[name];
  }
  process.chdir(environment.LAMBDA_TASK_ROOT);
  Module[READ_NODE_PATH]();
}

module.exports = { waitForFunction };
