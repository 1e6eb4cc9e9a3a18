'use strict';
/* `import-paths.cjs` for Node.js 18 and 20, where such hooks run in a thread of their own. */
const path = require('node:path');
const { pathToFileURL } = require('node:url');

let parents = [];

function initialize(roots) {
  parents = roots.map((each) => pathToFileURL(path.join(each, '..', 'import.mjs')).href);
}

async function resolve(specifier, context, next) {
  try {
    return await next(specifier, context);
  } catch (error) {
    if (error?.code !== 'ERR_MODULE_NOT_FOUND' || /^(?:[./]|[a-z]+:)/.test(specifier)) throw error;
    for (const parentURL of parents) {
      try {
        return await next(specifier, { ...context, parentURL });
      } catch {
        // the next one
      }
    }
    throw error;
  }
}

module.exports = { initialize, resolve };
