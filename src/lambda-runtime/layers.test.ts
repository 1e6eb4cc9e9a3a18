import { expect, it } from 'vitest';
import { makeZip } from './fixtures/deployment.ts';
import { openFixture } from './fixtures/fixture.ts';
import { openPython } from './fixtures/python.ts';
import type { LambdaRuntime } from './interface.ts';

const store = async (runtime: LambdaRuntime, files: Record<string, string>, mode?: number) =>
  (await runtime.storeCode(await makeZip(files, mode))).codeId;

it('give Node.js its packages and programs, the later layer first', async () => {
  const { deploy, call, runtime } = await openFixture();
  const first = await store(runtime, { 'nodejs/node_modules/word.js': "module.exports = 'one';" });
  const second = await store(
    runtime,
    {
      'nodejs/node_modules/word.js': "module.exports = 'two';",
      'bin/greet': '#!/bin/sh\necho hello',
      wrapper: '#!/bin/sh\nexport WRAPPED=yes\nexec "$@"\n',
    },
    0o100755,
  );
  const source = `const { execFileSync } = require('child_process');
    exports.handler = async () =>
      [require('word'), execFileSync('greet').toString().trim(), process.env.WRAPPED];`;
  const fn = await deploy(
    { 'index.js': source },
    {
      layerIds: [first, second],
      environment: { AWS_LAMBDA_EXEC_WRAPPER: '/opt/wrapper' },
    },
  );
  expect(await call(fn)).toEqual(['two', 'hello', 'yes']);
});

it('give Python its packages', async () => {
  const { deployCode, call, runtime } = await openPython();
  const layerId = await store(runtime, { 'python/word.py': "text = 'from a layer'" });
  const code = 'import word\ndef handler(event, context):\n  return word.text\n';
  expect(await call(await deployCode(code, { layerIds: [layerId] }))).toBe('from a layer');
});
