'use strict';
/*
 * Finds the exported handler, as https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 * describes it: `folder/file.export`, dotted exports, CommonJS and ES modules.
 */
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { streamingOf } = require('./awslambda-global.cjs');
const { named } = require('./error-shape.cjs');

const CALLBACKS_REMOVED =
  'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.';

/**
 * @param {string} taskRoot absolute folder of the code
 * @param {string} handlerName such as `src/app.handler`
 * @returns {{handler: Function, streaming: object | undefined}} or a promise of it when the module is an ES module
 */
function loadHandler(taskRoot, handlerName) {
  if (handlerName.includes('..')) {
    throw named(
      new Error(
        `'${handlerName}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`,
      ),
      'Runtime.MalformedHandlerName',
    );
  }
  const file = path.basename(handlerName);
  const folder = handlerName.slice(0, handlerName.length - file.length);
  const dot = file.indexOf('.');
  if (dot < 0) throw named(new Error('Bad handler'), 'Runtime.MalformedHandlerName');
  const moduleName = file.slice(0, dot);
  const exportPath = file.slice(dot + 1);
  confineModules(taskRoot);
  const loaded = loadModule(taskRoot, folder, moduleName);
  return loaded.importing
    ? loaded.importing.then((exports) => pick(exports, exportPath, handlerName))
    : pick(loaded.exports, exportPath, handlerName);
}

/** Undocumented, but the same in every Node from 18 on; much relies on it. */
const PATHS = '_nodeModulePaths';

/**
 * On AWS nothing lies above /var/task; here a project's node_modules may, and must not be found.
 * (Imports of ES modules cannot be confined this way; see the README.)
 */
function confineModules(taskRoot) {
  const findPaths = Module[PATHS];
  const inside = taskRoot + path.sep;
  Module[PATHS] = (from) => {
    const paths = findPaths(from);
    return from === taskRoot || from.startsWith(inside)
      ? paths.filter((folder) => folder.startsWith(inside))
      : paths;
  };
}

/** @returns {{exports: any} | {importing: Promise<any>}} a CommonJS module may export a promise too */
function loadModule(taskRoot, folder, moduleName) {
  const base = path.resolve(taskRoot, folder, moduleName);
  try {
    if (isFile(base)) return requireModule(base);
    if (isFile(`${base}.js`) && isEsmPackage(path.dirname(base), taskRoot))
      return importModule(`${base}.js`);
    if (isFile(`${base}.js`)) return requireModule(`${base}.js`);
    if (isFile(`${base}.mjs`)) return importModule(`${base}.mjs`);
    if (isFile(`${base}.cjs`)) return requireModule(`${base}.cjs`);
    const paths = [taskRoot, path.resolve(taskRoot, folder)];
    return { exports: require(require.resolve(moduleName, { paths })) };
  } catch (error) {
    throw importFailure(error);
  }
}

/** `import` finds what `require` finds, where there is more than the function's own code to find. */
function searchNodePath(file, isEsm) {
  const paths = (process.env.NODE_PATH ?? '').split(':');
  const roots = paths.filter((each) => each.endsWith('/node_modules') && fs.existsSync(each));
  if (roots.length > 0) require('./import-paths.cjs').teachImports(file, isEsm, roots);
}

function requireModule(file) {
  searchNodePath(file, false);
  return { exports: require(file) };
}

function importModule(file) {
  const { pathToFileURL } = require('node:url');
  searchNodePath(file, true);
  const importing = import(pathToFileURL(file).href).catch((error) => {
    throw importFailure(error);
  });
  return { importing };
}

function importFailure(error) {
  if (error instanceof SyntaxError) return wrapped(error, 'Runtime.UserCodeSyntaxError');
  const code = error && error.code;
  if (code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND') {
    return wrapped(error, 'Runtime.ImportModuleError');
  }
  return error;
}

function wrapped(cause, name) {
  let message = String(cause);
  if (message.includes(" '@")) {
    message += require('./missing-sdk.cjs').adviceOnSdk(message, process.env.NODE_PATH);
  }
  const error = new Error(message);
  error.stack = `${name}: ${cause.stack}`;
  Object.defineProperty(error, 'name', { value: name, configurable: true, writable: true });
  return error;
}

function isFile(file) {
  try {
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Whether the nearest package.json of the function makes .js files ES modules. */
function isEsmPackage(folder, taskRoot) {
  for (let at = folder; ; at = path.dirname(at)) {
    if (path.basename(at) === 'node_modules') return false;
    let text;
    try {
      text = fs.readFileSync(path.join(at, 'package.json'), 'utf8');
    } catch {
      if (at === taskRoot || at === path.dirname(at)) return false;
      continue;
    }
    try {
      return JSON.parse(text).type === 'module';
    } catch {
      return false;
    }
  }
}

function pick(exports, exportPath, handlerName) {
  const found = walk(exports, exportPath) || walk(exports && exports.default, exportPath);
  if (!found)
    throw named(
      new Error(`${handlerName} is undefined or not exported`),
      'Runtime.HandlerNotFound',
    );
  if (typeof found !== 'function')
    throw named(new Error(`${handlerName} is not a function`), 'Runtime.HandlerNotFound');
  const streaming = streamingOf(found);
  if (!streaming && found.length >= 3 && Number(process.versions.node.split('.')[0]) >= 24) {
    throw named(new Error(CALLBACKS_REMOVED), 'Runtime.CallbackHandlerDeprecated');
  }
  return { handler: found, streaming };
}

function walk(root, dotted) {
  return dotted
    .split('.')
    .reduce((value, key) => (value === null || value === undefined ? undefined : value[key]), root);
}

module.exports = { loadHandler };
