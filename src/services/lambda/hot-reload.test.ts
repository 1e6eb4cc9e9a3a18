import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { ROLE, startStack } from './fixtures/stack.ts';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'brume-hot-reload-')));
const folder = join(root, 'app');
mkdirSync(join(folder, 'lib'), { recursive: true });
const { lambda, call, untilActive, untilUpdated } = await startStack({ hotReloadRoots: [root] });
afterAll(() => rmSync(root, { recursive: true, force: true }));

const write = (file: string, text: string): void => writeFileSync(join(folder, file), text);
const says = (text: string): string => `module.exports = ${JSON.stringify(text)};`;
write('index.js', "exports.handler = async () => require('./lib/text.js');");
write('lib/text.js', says('first'));
const Code = { S3Bucket: 'hot-reload', S3Key: folder };
const settings = { Runtime: 'nodejs24.x', Role: ROLE, Handler: 'index.handler' } as const;

await lambda.createFunction({ FunctionName: 'hot', ...settings, Code });
await untilActive('hot');

test('the next invocation after a change runs the changed code', async () => {
  expect(await call('hot')).toBe('first');
  for (const text of ['second', 'third', 'again!']) {
    write('lib/text.js', says(text));
    expect(await call('hot')).toBe(text);
  }
});

test('without a change the instance stays warm', async () => {
  write('index.js', 'let calls = 0; exports.handler = async () => ++calls;');
  expect([await call('hot'), await call('hot'), await call('hot')]).toEqual([1, 2, 3]);
});

test('a new file, a rename and a removal are changes too', async () => {
  write('index.js', "exports.handler = async () => require('fs').readdirSync(__dirname).sort();");
  write('new.txt', '');
  expect(await call('hot')).toEqual(['index.js', 'lib', 'new.txt']);
  rmSync(join(folder, 'new.txt'));
  expect(await call('hot')).toEqual(['index.js', 'lib']);
});

test('code that does not load says so, and runs again once it is mended', async () => {
  write('index.js', 'exports.handler = ');
  expect(await call('hot')).toMatchObject({ errorType: 'Runtime.UserCodeSyntaxError' });
  write('index.js', "exports.handler = async () => 'mended';");
  expect(await call('hot')).toBe('mended');
});

test('a function goes from a zip to a folder, and GetFunction says where its code is', async () => {
  const { Code: place, Configuration } = await lambda.getFunction({ FunctionName: 'hot' });
  expect(place?.Location).toBe(pathToFileURL(folder).href);
  expect(Configuration).toMatchObject({ CodeSize: 0, CodeSha256: expect.stringMatching(/=$/) });
  await lambda.updateFunctionCode({ FunctionName: 'hot', S3Bucket: '__local__', S3Key: folder });
  await untilUpdated('hot');
  expect(await call('hot')).toBe('mended');
});

test('code in place is not published', async () => {
  await expect(lambda.publishVersion({ FunctionName: 'hot' })).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: expect.stringMatching(/changes in place/),
  });
});

test.each([
  ['a relative path', 'app', /absolute path/],
  ['no path', '', /s3Key/],
  ['an absent folder', join(root, 'absent'), /there is no folder/],
  ['a file', join(folder, 'index.js'), /there is no folder/],
  ['a folder elsewhere', '/etc', /takes code from .* only, not from \/etc/],
  ['a way out', `${root}/../..`, /takes code from/],
  ['a link that leads out', join(root, 'link'), /takes code from/],
  ['a NUL', `${root}\0`, /there is no folder|S3Key/],
])('refuses %s', async (_what, S3Key, message) => {
  rmSync(join(root, 'link'), { force: true });
  symlinkSync('/etc', join(root, 'link'));
  await expect(
    lambda.updateFunctionCode({ FunctionName: 'hot', S3Bucket: 'hot-reload', S3Key }),
  ).rejects.toMatchObject({ message: expect.stringMatching(message) });
});
