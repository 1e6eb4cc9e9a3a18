import { describe, expect, it } from 'vitest';
import { bannedGlobals } from './banned-globals.ts';
import { treeOf } from './tree.ts';

const find = (file: string, text: string) => bannedGlobals.find(treeOf({ [file]: text }));

describe('banned globals', () => {
  it.each([
    'export const a = Date.now();',
    'export const a = new Date();',
    'setTimeout(() => {}, 5);',
    'setInterval(() => {}, 5);',
    'export const a = Math.random();',
    'export const a = crypto.randomUUID();',
    "import { randomBytes } from 'node:crypto';",
    "import { setTimeout as sleep } from 'node:timers/promises';",
    'export const a = performance.now();',
  ])('refuses %s in a service', (text) => {
    expect(find('src/services/sqs/queue.ts', text)).toHaveLength(1);
  });

  it('sees through no comment or string, and lets dates be made from numbers', () => {
    const text = "// Date.now()\nexport const a = 'Math.random()';\nexport const b = new Date(0);";
    expect(find('src/services/sqs/queue.ts', text)).toEqual([]);
  });

  it.each(['src/platform/clock.ts', 'src/lambda-runtime/runtimes/node/bootstrap.mjs'])(
    'leaves %s alone',
    (file) => {
      expect(find(file, 'export const a = Date.now();')).toEqual([]);
    },
  );

  it('lets a test read the clock but not sleep without a reason', () => {
    const file = 'src/services/sqs/queue.test.ts';
    expect(find(file, 'export const a = Date.now();')).toEqual([]);
    expect(find(file, 'setTimeout(() => {}, 5);')).toHaveLength(1);
    expect(
      find(file, '// real time: the socket idles in the kernel\nsetTimeout(() => {}, 5);'),
    ).toEqual([]);
  });
});
