'use strict';
/*
 * On AWS `import` finds what lies on NODE_PATH, as `require` does: layers and the AWS SDK. Node itself
 * does not look there. Older versions can be taught only by a thread of their own, which takes tens of
 * milliseconds, so what the handler's file imports is looked at first.
 */
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');

/** A file beyond this is a bundle; looking through it would take longer than it saves. */
const LARGE_FILE_BYTES = 512 * 1024;
const IMPORTS = /\b(?:from|import)\s*\(?\s*["'`]([^"'`\n]+)/g;

/**
 * @param {string} file the handler's
 * @param {boolean} isEsm
 * @param {string[]} roots folders named node_modules
 */
function teachImports(file, isEsm, roots) {
  if (Module.registerHooks) {
    if (isEsm || mayImport(file)) Module.registerHooks({ resolve: resolveSync(roots) });
  } else if (Module.register && (isEsm ? needsMore(file) : mayImport(file))) {
    const { pathToFileURL } = require('node:url');
    Module.register(pathToFileURL(path.join(__dirname, 'import-hook.cjs')), { data: roots });
  }
}

/** Whether a CommonJS file imports at run time. */
function mayImport(file) {
  return (
    fs.statSync(file).size > LARGE_FILE_BYTES ||
    /\bimport\s*\(/.test(fs.readFileSync(file, 'latin1'))
  );
}

/** Whether a module imports something that is neither Node's nor in its own node_modules, or what may. */
function needsMore(file) {
  if (fs.statSync(file).size > LARGE_FILE_BYTES) return false;
  for (const [, name] of fs.readFileSync(file, 'latin1').matchAll(IMPORTS)) {
    if (Module.isBuiltin(name)) continue;
    if (/^[./]/.test(name) || !isBeside(file, name)) return true;
  }
  return false;
}

function isBeside(file, name) {
  const [scope, plain] = name.split('/');
  const folder = name.startsWith('@') ? `${scope}/${plain}` : scope;
  return fs.existsSync(path.join(path.dirname(file), 'node_modules', folder));
}

/** Looks where Node looks, and then as if the importing file lay beside each folder of NODE_PATH. */
function resolveSync(roots) {
  const { pathToFileURL } = require('node:url');
  const parents = roots.map((each) => pathToFileURL(path.join(each, '..', 'import.mjs')).href);
  return (specifier, context, next) => {
    try {
      return next(specifier, context);
    } catch (error) {
      if (!isMissingPackage(error, specifier)) throw error;
      for (const parentURL of parents) {
        try {
          return next(specifier, { ...context, parentURL });
        } catch {
          // the next one
        }
      }
      throw error;
    }
  };
}

function isMissingPackage(error, specifier) {
  return error && error.code === 'ERR_MODULE_NOT_FOUND' && !/^(?:[./]|[a-z]+:)/.test(specifier);
}

module.exports = { teachImports };
