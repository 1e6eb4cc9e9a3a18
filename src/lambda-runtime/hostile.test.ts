/** Functions that attack what is around them. */
import { expect, it } from 'vitest';
import { json, text, type ErrorAnswer } from './fixtures/answers.ts';
import { openFixture } from './fixtures/fixture.ts';
import type { StreamedResponse } from './interface.ts';

it.each<[string, string]>([
  ['writes noise into its channel', 'fs.writeSync(3, Buffer.alloc(100, 255));'],
  ['announces a frame of 4 GB', 'fs.writeSync(3, Buffer.from([255, 255, 255, 255, 5]));'],
  ['sends a frame of an unknown type', 'fs.writeSync(3, Buffer.from([1, 0, 0, 0, 99]));'],
  ['says that it is ready again', 'fs.writeSync(3, Buffer.from([1, 0, 0, 0, 2]));'],
  ['sends an error that is cut short', 'fs.writeSync(3, Buffer.from([2, 0, 0, 0, 6, 200]));'],
  ['reports a failed INIT long after it', 'fs.writeSync(3, Buffer.from([2, 0, 0, 0, 3, 0]));'],
  ['sends a piece of no stream', 'fs.writeSync(3, Buffer.from([2, 0, 0, 0, 9, 65]));'],
  [
    'begins two streams',
    'for (const _ of [1, 2]) fs.writeSync(3, Buffer.from([2, 0, 0, 0, 8, 65]));',
  ],
])('a function that %s is ended, and its neighbour is not', async (_what, attack) => {
  const { deploy, invoke, call, records } = await openFixture();
  const good = await deploy({
    'index.js': 'const id = Math.random(); exports.handler = async () => id;',
  });
  const id = await call(good);
  const bad = await deploy({
    'index.js': `const fs = require('fs'); exports.handler = async () => { ${attack} await new Promise((r) => setTimeout(r, 60000)); };`,
  });
  const result = await invoke(bad);
  expect(text(result.payload)).toContain('Runtime exited with error: signal: killed');
  expect(records.some((record) => record.message.includes('broke the protocol'))).toBe(true);
  expect(await call(good)).toBe(id);
});

it('a stream that minds no window is ended before it fills our memory', async () => {
  const { deploy, invoke } = await openFixture();
  const fn = await deploy({
    'index.js': `const fs = require('fs');
      const frame = (type, body) => { const head = Buffer.alloc(5, type); head.writeUInt32LE(1 + body.length); return Buffer.concat([head, body]); };
      exports.handler = async () => { fs.writeSync(3, frame(8, Buffer.from('text/plain'))); for (;;) fs.writeSync(3, frame(9, Buffer.alloc(60000))); };`,
  });
  const began = Promise.withResolvers<StreamedResponse>();
  const result = invoke(fn, {}, { onStream: began.resolve });
  const { body } = await began.promise; // and reads nothing until it is over
  expect(text((await result).payload)).toContain('signal: killed');
  let held = 0;
  for await (const chunk of body) held += chunk.length;
  expect(held).toBeLessThan(1_000_000);
});

it('an answer to nothing ends the process; the next invocation gets a new one', async () => {
  const { deploy, call, invoke } = await openFixture();
  const fn = await deploy({
    'index.js': `const fs = require('fs'); let n = 0; exports.handler = async () => { setImmediate(() => fs.writeSync(3, Buffer.from([2, 0, 0, 0, 5, 49]))); return ++n + 100; };`,
  });
  expect(await call(fn)).toBe(101);
  const second = await invoke(fn);
  expect(['101', expect.stringContaining('signal: killed'), '1']).toContainEqual(
    text(second.payload),
  );
});

it('closing the channel ends as an exit', async () => {
  const { deploy, invoke } = await openFixture();
  const fn = await deploy({
    'index.js': "exports.handler = async () => { require('fs').closeSync(3); };",
  });
  expect(json<ErrorAnswer>((await invoke(fn)).payload).errorType).toBe('Runtime.ExitError');
});

it('replacing globals does not reach the runtime', async () => {
  const { deploy, call } = await openFixture();
  const fn = await deploy({
    'index.js':
      "require('fs').readSync = require('fs').writeSync = () => { throw 1; }; Date.now = () => 0; process.on('exit', () => {}); exports.handler = async () => 'still here';",
  });
  expect(await call(fn)).toBe('still here');
  expect(await call(fn)).toBe('still here');
});

it('replacing everything that is global does not reach the runtime either', async () => {
  const { deploy, invoke, call } = await openFixture();
  const fn = await deploy({
    'index.js': `
      const { log } = console;
      for (const name of ['JSON', 'Promise', 'setImmediate', 'setTimeout', 'setInterval', 'queueMicrotask', 'console', 'awslambda']) globalThis[name] = null;
      process.exit = process.emit = process.on = process.hrtime = () => { throw 1; };
      exports.handler = async (event) => { if (event.fails) throw new Error('as planned'); log('ran'); return event; };`,
  });
  expect(await call(fn, { n: 1 })).toEqual({ n: 1 });
  const failed = json<ErrorAnswer>((await invoke(fn, { fails: true })).payload);
  expect(failed.errorMessage).toBe('as planned');
  expect(await call(fn, { n: 2 })).toEqual({ n: 2 });
});

it('a flood of logs is held back instead of filling our memory, and loses nothing', async () => {
  const { deploy, invoke, logOf } = await openFixture();
  const fn = await deploy(
    {
      'index.js':
        "exports.handler = async () => { const line = 'x'.repeat(100000); for (let i = 0; i < 500; i++) console.log(i, line); };",
    },
    { timeoutMs: 60_000 },
  );
  const before = process.memoryUsage().rss;
  expect((await invoke(fn)).functionError).toBeUndefined();
  const lines = (await logOf(fn)).filter((line) => line.includes('xxx'));
  expect(lines).toHaveLength(500);
  expect(lines.map((line) => Number(/INFO\t(\d+) /.exec(line)?.[1]))).toEqual(
    Array.from({ length: 500 }, (_, i) => i),
  );
  expect(process.memoryUsage().rss - before).toBeLessThan(600e6);
}, 30_000);

it('a line over 256 KB becomes several events, no character broken', async () => {
  const { deploy, invoke, logOf } = await openFixture();
  const fn = await deploy({
    'index.js': "exports.handler = async () => { console.log('é'.repeat(200000)); };",
  });
  await invoke(fn);
  const events = (await logOf(fn)).filter((line) => line.includes('é'));
  expect(events).toHaveLength(2);
  expect(events.every((event) => Buffer.byteLength(event) <= 262144)).toBe(true);
  expect(events.join('').split('\t')[3]).toBe(`${'é'.repeat(200000)}\n`);
});

it('what is written to stdout in any way is in the log, in order', async () => {
  const { deploy, invoke, logOf } = await openFixture();
  const fn = await deploy({
    'index.js': `exports.handler = async () => {
      console.log('1'); process.stdout.write('2\\n'); console.error('3'); process.stderr.write('4\\n5'); process.stdout.write('6'); process.stdout.write('7\\n8');
      require('child_process').execSync('echo from a child; echo again >&2', { stdio: 'inherit' });
    };`,
  });
  await invoke(fn);
  const lines = await logOf(fn);
  const own = lines
    .filter((line) => /^\d+\n$|\t\d\n$/.test(line))
    .map((line) => line.split('\t').at(-1));
  expect(own).toEqual(['1\n', '2\n', '3\n', '4\n', '67\n', '8\n', '5\n']);
  expect(lines.filter((line) => line === 'from a child\n' || line === 'again\n')).toHaveLength(2);
});
