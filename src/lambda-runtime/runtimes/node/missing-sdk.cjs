'use strict';
/* What to do when a part of the AWS SDK cannot be found; read only when it cannot. */
const fs = require('node:fs');
const path = require('node:path');

/** As Node names what it did not find: `module` for require, `package` for import. */
const NOT_FOUND = /Cannot find (?:module|package) '(@(?:aws-sdk|smithy)\/[\w.-]+)/;

/** @returns lines to add to an error's message, or nothing */
function adviceOnSdk(message, nodePath) {
  const name = NOT_FOUND.exec(message)?.[1];
  if (!name) return '';
  // ../../problem.txt of the SDK's node_modules: ./sdk.ts writes there why it could not be fetched.
  for (const folder of (nodePath ?? '').split(':')) {
    try {
      return `\n${fs.readFileSync(path.join(folder, '..', '..', 'problem.txt'), 'utf8')}`;
    } catch {
      // not this one
    }
  }
  return (
    `\nBrume has the common parts of the AWS SDK for functions whose code names them in require or import; ` +
    `${name} is not there. Put it into the function's zip or a layer (npm install ${name}).`
  );
}

module.exports = { adviceOnSdk };
