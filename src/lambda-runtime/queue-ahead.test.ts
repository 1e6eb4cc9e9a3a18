import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { json } from './fixtures/answers.ts';
import { openFixture } from './fixtures/fixture.ts';

/** Says which process handled which event, and how many events that process has seen. */
const ECHO = {
  'index.js': `
    const { existsSync } = require('node:fs');
    let seen = 0;
    const own = Math.random(); // in a sandbox all have the same pid
    exports.handler = async ({ id, until, exit }) => {
      seen++;
      if (exit) process.exit(3);
      while (until && !existsSync(until)) await new Promise((resolve) => setTimeout(resolve, 5));
      return { id, instance: own, seen };
    };`,
};

interface Seen {
  id: number;
  instance: number;
  seen: number;
}

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describe('events of a fast function', () => {
  it('wait inside few instances, and every caller gets its own answer', async () => {
    const { deploy, call } = await openFixture();
    const fn = await deploy(ECHO);
    for (const id of range(50)) await call(fn, { id });
    let fewest = Infinity;
    for (let round = 0; round < 20; round++) {
      const answers = await Promise.all(range(16).map((id) => call<Seen>(fn, { id })));
      expect(answers.map(({ id }) => id)).toEqual(range(16));
      fewest = Math.min(fewest, new Set(answers.map(({ instance }) => instance)).size);
    }
    // One at a time, each of the sixteen would have had an instance of its own.
    expect(fewest).toBeLessThan(16);
  });

  it('go elsewhere when the one before them takes its time', async () => {
    const { deploy, call, dir } = await openFixture({ sandbox: 'process' }); // the file is this machine's
    const fn = await deploy(ECHO);
    for (const id of range(50)) await call(fn, { id });
    const until = join(dir, 'done');
    const slow = call<Seen>(fn, { id: -1, until });
    const answers = await Promise.all(range(40).map((id) => call<Seen>(fn, { id })));
    await writeFile(until, '');
    expect(answers.map(({ id }) => id)).toEqual(range(40));
    const slowInstance = (await slow).instance;
    expect(answers.filter(({ instance }) => instance === slowInstance)).toEqual([]);
  });

  it('are not lost with an instance that dies before they are read', async () => {
    const { deploy, call, invoke } = await openFixture();
    const fn = await deploy(ECHO);
    for (const id of range(50)) await call(fn, { id });
    const running = range(40).map((id) => invoke(fn, id === 5 ? { id, exit: true } : { id }));
    const results = await Promise.all(running);
    expect(results.map(({ functionError }) => functionError !== undefined)).toEqual(
      range(40).map((id) => id === 5),
    );
    expect(json<Seen>(results[6]!.payload).id).toBe(6);
  });
});
