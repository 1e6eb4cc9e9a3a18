/** The AWS SDK for functions that do not bring it along, fetched from npm into a folder that outlives the test run. */
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { json, type ErrorAnswer } from '../../fixtures/answers.ts';
import { openFixture } from '../../fixtures/fixture.ts';
import { fetchSdk, hasSdk, sdkPlace } from './sdk.ts';

const cacheDir = join(tmpdir(), 'brume-test-runtimes');
const MAJORS = [18, 20, 22, 24];
const problems: Record<number, string> = {};
for (const major of MAJORS) {
  const place = sdkPlace(major, cacheDir);
  if (!hasSdk(place)) await fetchSdk(major, place);
  if (hasSdk(place)) continue;
  problems[major] = 'the AWS SDK could not be fetched from npm';
  // One visible line, as the rules for tests that need something demand.
  process.stderr.write(`SKIPPED: the SDK of nodejs${major}.x: ${problems[major]}\n`);
}

const CODE = `
  const client = new DynamoDBClient({});
  export const handler = async () => [DynamoDBDocumentClient.from(client).config.region === client.config.region, typeof getSignedUrl];`;
const IMPORTS = `
  import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
  import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
  import { getSignedUrl } from '@aws-sdk/s3-request-presigner';`;
const REQUIRES = `
  const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
  const { DynamoDBDocumentClient } = require('@aws-sdk/lib-dynamodb');
  const { getSignedUrl } = require('@aws-sdk/s3-request-presigner');`;

describe.each(MAJORS)('nodejs%d.x', { timeout: 60_000 }, (major) => {
  it.skipIf(problems[major]).each<[string, Record<string, string>]>([
    ['require', { 'index.js': REQUIRES + CODE.replace('export const handler', 'exports.handler') }],
    ['import', { 'index.mjs': IMPORTS + CODE }],
    [
      'import, in another file of its own',
      { 'index.mjs': "export { handler } from './lib/app.mjs';", 'lib/app.mjs': IMPORTS + CODE },
    ],
    [
      'import() in CommonJS',
      {
        'index.js':
          "exports.handler = async () => { const { S3 } = await import('@aws-sdk/client-s3'); const { getSignedUrl } = require('@aws-sdk/s3-request-presigner'); return [typeof S3 === 'function', typeof getSignedUrl]; };",
      },
    ],
  ])('finds the AWS SDK by %s', async (_way, files) => {
    const { deploy, call } = await openFixture({ cacheDir });
    // A whole processor, because the last way loads the SDK after INIT.
    const fn = await deploy(files, { runtime: `nodejs${major}.x`, memoryMb: 1769 });
    expect(await call(fn)).toEqual([true, 'function']);
  });
});

it.skipIf(problems[24])('the function’s own copy goes first', async () => {
  const { deploy, call } = await openFixture({ cacheDir });
  const own = {
    'node_modules/@aws-sdk/client-sts/package.json': '{"main":"index.js"}',
    'node_modules/@aws-sdk/client-sts/index.js': "exports.own = 'own';",
  };
  const required = await deploy({
    ...own,
    'index.js': "exports.handler = async () => require('@aws-sdk/client-sts').own;",
  });
  expect(await call(required)).toBe('own');
  const imported = await deploy({
    ...own,
    'index.mjs':
      "import { own } from '@aws-sdk/client-sts'; export const handler = async () => own;",
  });
  expect(await call(imported)).toBe('own');
});

it.skipIf(problems[24]).each([
  ['require', { 'index.js': "require('@aws-sdk/client-nothing');" }],
  ['import', { 'index.mjs': "import '@aws-sdk/client-nothing';" }],
])('%s of a part that is not there says what to do', async (_way, files) => {
  const { deploy, invoke } = await openFixture({ cacheDir });
  const answer = json<ErrorAnswer>((await invoke(await deploy(files))).payload);
  expect(answer.errorType).toBe('Runtime.ImportModuleError');
  expect(answer.errorMessage).toMatch(
    /Cannot find (module|package) '@aws-sdk\/client-nothing'.*\(npm install @aws-sdk\/client-nothing\)\.$/s,
  );
});

it('a problem with npm is told to the function that needs the SDK, and to no other', async () => {
  const { deploy, invoke, call, dir } = await openFixture();
  const { folder } = sdkPlace(24, join(dir, 'cache'));
  // npm cannot write where a file is in its way.
  await mkdir(folder, { recursive: true });
  const bin = join(dir, 'bin');
  await mkdir(bin);
  await writeFile(join(bin, 'npm'), '#!/bin/sh\necho "npm error network is down" >&2; exit 1\n', {
    mode: 0o755,
  });
  const { PATH } = process.env;
  process.env['PATH'] = `${bin}:${PATH}`;
  try {
    expect(await call(await deploy({ 'index.js': 'exports.handler = async () => 1;' }))).toBe(1);
    const needing = await deploy({ 'index.js': "require('@aws-sdk/client-sts');" });
    const { errorMessage } = json<ErrorAnswer>((await invoke(needing)).payload);
    expect(errorMessage).toContain("Cannot find module '@aws-sdk/client-sts'");
    expect(errorMessage).toContain(
      'Brume could not fetch the AWS SDK from npm: npm error network is down\nCheck that npm works',
    );
  } finally {
    process.env['PATH'] = PATH;
  }
});
