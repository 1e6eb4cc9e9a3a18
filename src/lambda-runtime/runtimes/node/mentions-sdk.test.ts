import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { mentionsSdk } from './mentions-sdk.ts';

async function folderOf(files: Record<string, string>): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'brume-mentions-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(dir, name)), { recursive: true });
    await writeFile(join(dir, name), text);
  }
  return dir;
}

it.each<[string, boolean, Record<string, string>]>([
  ['require', true, { 'index.js': "const { S3 } = require('@aws-sdk/client-s3');" }],
  ['minified require', true, { 'index.js': 'var a=require("@aws-sdk/lib-dynamodb");' }],
  ['import', true, { 'src/app.mjs': 'import { S3 } from "@aws-sdk/client-s3";' }],
  ['import of nothing', true, { 'index.mjs': "import '@aws-sdk/client-s3'" }],
  ['import()', true, { 'index.cjs': 'await import( `@aws-sdk/client-s3` )' }],
  ['a path within', true, { 'index.js': 'require("@smithy/core/serde")' }],
  [
    'nothing of it',
    false,
    { 'index.js': "require('express')", 'README.md': "require('@aws-sdk/x')" },
  ],
  [
    'a bundle that holds it',
    false,
    {
      'index.js':
        '// node_modules/@aws-sdk/client-s3/dist-cjs/index.js\nvar n="@aws-sdk/client-s3";',
    },
  ],
  [
    'its own copy',
    false,
    {
      'index.js': "require('@aws-sdk/client-s3')",
      'node_modules/@aws-sdk/client-s3/package.json': '{}',
      'node_modules/@aws-sdk/client-s3/index.js': "require('@aws-sdk/core')",
    },
  ],
  [
    'a part that its own copy lacks',
    true,
    {
      'index.js': "require('@aws-sdk/client-s3'); require('@aws-sdk/client-sqs')",
      'node_modules/@aws-sdk/client-s3/package.json': '{}',
    },
  ],
  [
    'a package that wants it beside itself',
    true,
    {
      'index.js': "require('@middy/ssm')",
      'node_modules/@middy/ssm/package.json': '{"peerDependencies":{"@aws-sdk/client-ssm":"3"}}',
    },
  ],
])('%s: %s', async (_what, expected, files) => {
  expect(await mentionsSdk(await folderOf(files))).toBe(expected);
});
