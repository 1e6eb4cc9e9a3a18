/** A big table beside a small one: its reads, Brume's own memory, and the next start. */
import { spread } from '../figures.ts';
import { anonymousMib, load, startBrume } from '../processes.ts';
import type { PartOptions, Row } from '../rows.ts';
import { fillTable, getItem, ITEMS_EACH, query } from './requests.ts';

const SMALL = { table: 'small', items: 10_000 };

/** `BRUME_BENCH_ITEMS=10000000` makes it ten million items, which are 11 GB. */
export async function benchBigTable({ quick, stateDir }: PartOptions): Promise<Row[]> {
  const items = Number(process.env['BRUME_BENCH_ITEMS'] ?? (quick ? 20_000 : 200_000));
  const big = { table: 'big', items };
  const seconds = quick ? 0.5 : 1;
  const p50 = async (port: number, request: string, { items: all }: typeof big): Promise<number> =>
    (await load({ port, request, numbersBelow: all / ITEMS_EACH, connections: 1, seconds })).p50Us;
  const start = (): ReturnType<typeof startBrume> =>
    startBrume({}, '--quiet', '--state-dir', stateDir);

  let brume = await start();
  await fillTable(brume.port, SMALL.table, SMALL.items);
  await brume.stop();
  // As much is asked of both: a process that has just started, and answered the same reads.
  const measure = async (of: typeof big): Promise<number | undefined> => {
    await p50(brume.port, getItem(of.table), of);
    await p50(brume.port, query(of.table), of);
    return anonymousMib(brume.child.pid!);
  };
  brume = await start();
  const smallMib = await measure(SMALL);
  const itemsPerSecond = await fillTable(brume.port, big.table, big.items);
  const loadedMib = await anonymousMib(brume.child.pid!);
  await brume.stop();

  brume = await start();
  const { readyMs } = brume;
  const bigMib = await measure(big);
  const times = { GetItem: [] as number[], Query: [] as number[] };
  for (let round = 0; round < (quick ? 1 : 3); round++)
    for (const [name, request] of [
      ['GetItem', getItem],
      ['Query', query],
    ] as const) {
      const base = await p50(brume.port, request(SMALL.table), SMALL);
      times[name].push((await p50(brume.port, request(big.table), big)) / base);
    }
  await brume.stop();

  const count = items.toLocaleString('en');
  console.log(
    `\nA table of ${count} items of 1 KB beside one of ${SMALL.items.toLocaleString('en')}`,
  );
  console.log(`  loaded by BatchWriteItem, durably: ${itemsPerSecond.toFixed(0)} items/s`);
  for (const [name, values] of Object.entries(times))
    console.log(`  ${name} p50: ${spread(values)} × the small table's`);
  console.log(`  from start to Ready.: ${readyMs.toFixed(0)} ms`);
  const mib = [smallMib, loadedMib, bigMib].map((each) => each?.toFixed(0) ?? '?');
  console.log(
    `  memory of its own (RssAnon): ${mib.join(', ')} MiB before, after the load, started anew`,
  );
  const rows: Row[] = Object.entries(times).map(([name, values]) => ({
    what: `DynamoDB: ${name} p50 of ${count} items, against 10,000`,
    values,
    unit: '×',
    aim: { most: 1.5 },
  }));
  rows.push({
    what: `DynamoDB: start with ${count} items`,
    values: [readyMs],
    unit: 'ms',
    digits: 0,
    aim: { most: 1000 },
  });
  if (smallMib !== undefined && bigMib !== undefined)
    rows.push({
      what: `DynamoDB: own memory with ${count} items, against 10,000`,
      values: [bigMib / smallMib],
      unit: '×',
      aim: { most: 1.25 },
    });
  return rows;
}
