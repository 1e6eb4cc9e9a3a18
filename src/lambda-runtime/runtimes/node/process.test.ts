/** What a function's process finds around it, and what bounds it. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { json, type ErrorAnswer } from '../../fixtures/answers.ts';
import { makeZip } from '../../fixtures/deployment.ts';
import { openFixture } from '../../fixtures/fixture.ts';

it.each([
  ['require', { 'index.js': "const word = require('word'); exports.handler = async () => word;" }],
  ['import', { 'index.mjs': "import word from 'word'; export const handler = async () => word;" }],
])('%s finds what layers bring', async (_way, files) => {
  const { deploy, call, runtime } = await openFixture();
  const layer = { 'nodejs/node_modules/word/index.js': "module.exports = 'layered';" };
  const { codeId } = await runtime.storeCode(await makeZip(layer));
  expect(await call(await deploy(files, { layerIds: [codeId] }))).toBe('layered');
});

it('source maps are followed where NODE_OPTIONS asks for it', async () => {
  const { deploy, invoke } = await openFixture();
  const map = { version: 3, sources: ['app.ts'], names: [], mappings: 'AAAA;AACA;AACA' };
  const url = `data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}`;
  const fn = await deploy(
    {
      'index.js': `exports.handler = async () => {\nthrow new Error('mapped');\n};\n//# sourceMappingURL=${url}\n`,
    },
    { environment: { NODE_OPTIONS: '--enable-source-maps' } },
  );
  const { trace } = json<ErrorAnswer>((await invoke(fn)).payload);
  expect(trace[1]).toMatch(/app\.ts:2/);
});

it('the heap is bounded by the memory of the function, unless NODE_OPTIONS says otherwise', async () => {
  const { deploy, call } = await openFixture();
  const files = {
    'index.js':
      "exports.handler = async () => Math.round(require('v8').getHeapStatistics().heap_size_limit / 1048576);",
  };
  const small = await call<number>(await deploy(files, { memoryMb: 256 }));
  const large = await call<number>(await deploy(files, { memoryMb: 1024 }));
  expect(large - small).toBe(Math.floor(1024 * 0.9) - Math.floor(256 * 0.9));
  const environment = { NODE_OPTIONS: '--max-old-space-size=512' };
  const own = await call<number>(await deploy(files, { memoryMb: 256, environment }));
  expect(own - small).toBe(512 - Math.floor(256 * 0.9));
});

it('a function sees nothing of the project in whose folder Brume keeps its state', async () => {
  const { deploy, call, invoke, dir } = await openFixture();
  await mkdir(join(dir, 'node_modules/leak'), { recursive: true });
  await writeFile(join(dir, 'package.json'), '{"type":"module"}');
  await writeFile(join(dir, 'node_modules/leak/index.js'), 'module.exports = 1;');
  await writeFile(join(dir, 'node_modules/leak/package.json'), '{}');
  const plain = await deploy({ 'index.js': 'exports.handler = async () => typeof require;' });
  expect(await call(plain)).toBe('function');
  const nested = await deploy(
    { 'src/app.js': 'exports.handler = async () => typeof require;' },
    { handler: 'src/app.handler' },
  );
  expect(await call(nested)).toBe('function');
  const curious = await deploy({
    'index.js': "exports.handler = async () => require('leak');",
    'package.json': '{"name":"mine"}',
  });
  const { errorMessage } = json<ErrorAnswer>((await invoke(curious)).payload);
  expect(errorMessage).toContain("Cannot find module 'leak'");
});
