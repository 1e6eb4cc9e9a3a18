import { afterAll, expect, it } from 'vitest';
import { openEngine } from '../../../engine/open.ts';
import { createClock } from '../../../platform/clock.ts';
import { createIds } from '../../../platform/ids.ts';
import { createLogger } from '../../../platform/logger.ts';
import type { Context } from '../../context.ts';
import { createStore } from '../../store.ts';
import { TABLE_LIMIT } from '../limits.ts';
import { tables } from '../store.ts';
import { insertTable } from './insert-table.ts';
import type { TableRecord } from './table.ts';

const clock = createClock({ frozen: true });
const log = createLogger({ sink: () => {}, now: clock.now });
const engine = await openEngine({ clock, ids: createIds(), log });
afterAll(async () => {
  await engine.close();
  clock.close();
});

it('takes as many tables as an account may have, and no more', async () => {
  const store = createStore(engine, '123456789012', 'us-east-1');
  const named = (name: string | number): TableRecord => ({ name: `t-${name}` }) as TableRecord;
  await store.transact([], (tx) => {
    for (let n = 1; n < TABLE_LIMIT; n++) tx.put(tables, [`t-${n}`], named(n));
  });
  const context = { store } as Context;
  await insertTable(context, named('last'));
  await expect(insertTable(context, named('more'))).rejects.toMatchObject({
    code: 'LimitExceededException',
    message: 'Subscriber limit exceeded: There is a limit of 2500 tables per subscriber',
  });
  await store.delete(tables, ['t-1']);
  await insertTable(context, named('more'));
});
