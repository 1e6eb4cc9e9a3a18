import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { openEngine } from '../engine/open.ts';
import { createClock } from '../platform/clock.ts';
import { createIds } from '../platform/ids.ts';
import { createLogger } from '../platform/logger.ts';
import { createStore, defineTable } from './store.ts';

const clock = createClock({ frozen: true });
const log = createLogger({ sink: () => {}, now: clock.now });
const engine = await openEngine({ clock, ids: createIds(), log });
afterAll(async () => {
  await engine.close();
  clock.close();
});
const store = createStore(engine, '123456789012', 'us-east-1');
const table = defineTable<string>({
  service: 'lambda',
  name: 'fuzz',
  scope: 'partition',
  version: 1,
});
const owners = ['', 'a', 'a\0', 'ab', 'b'];
const names = [0, 1, 10, 'x', 'y'];
const keys = owners.flatMap((owner) => names.map((name) => [owner, name] as const));
for (const key of keys) await store.put(table, key, JSON.stringify(key));

const inOrder = async (): Promise<string[]> => (await store.scan(table)).map((row) => row.value);

test('a scan stays within its prefix, whatever marker it begins behind', async () => {
  const all = await inOrder();
  expect(all).toHaveLength(keys.length);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...owners),
      fc.constantFrom(...keys),
      fc.boolean(),
      async (owner, after, reverse) => {
        const rows = await store.scan(table, { prefix: [owner], after, reverse });
        const at = all.indexOf(JSON.stringify(after));
        const behind = reverse ? all.slice(0, at).toReversed() : all.slice(at + 1);
        const own = behind.filter((text) => (JSON.parse(text) as string[])[0] === owner);
        expect(rows.map((row) => row.value)).toEqual(own);
      },
    ),
    { numRuns: 300 },
  );
});
