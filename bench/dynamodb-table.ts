/**
 * Whether a large table is as fast as a small one, whether memory grows with it, and how long a start
 * takes with it. `BRUME_BENCH_ITEMS=10000000` for ten million items; a run has 200,000 otherwise.
 */
import { call, dynamodbRequest } from './dynamodb-request.ts';
import { printTable, spread } from './figures.ts';
import { load, memoryMib, startBrume, type Started } from './processes.ts';
import type { PartOptions, Row } from './rows.ts';

const SMALL_ITEMS = 10_000;
/** Items of one collection, written by one BatchWriteItem and read by one Query. */
const TOGETHER = 25;
const GROUP = '########';

export async function benchLargeTable({ quick, stateDir }: PartOptions): Promise<Row[]> {
  const largeItems = Number(process.env['BRUME_BENCH_ITEMS'] ?? (quick ? 20_000 : 200_000));
  const [rounds, seconds] = quick ? [1, 1] : [5, 2];
  const state = ['--quiet', '--state-dir', `${stateDir}/large`] as const;
  let brume = await startBrume({}, ...state);
  await fill(brume, 'small', SMALL_ITEMS);
  const before = await memoryMib(brume.child.pid!);
  const startedAt = performance.now();
  await fill(brume, 'large', largeItems);
  const rate = largeItems / ((performance.now() - startedAt) / 1000);
  const after = await memoryMib(brume.child.pid!);
  await brume.stop();
  brume = await startBrume({}, ...state);
  const startMs = brume.readyMs;
  await call(brume.port, 'ListTables', {}); // loads the service
  const p50: Record<string, number[]> = {};
  const pages: number[] = [];
  for (let round = 0; round < rounds; round++)
    for (const operation of ['GetItem', 'Query'] as const)
      for (const table of ['small', 'large'] as const) {
        const items = table === 'small' ? SMALL_ITEMS : largeItems;
        const request = dynamodbRequest(operation, readOf(operation, table));
        const plan = { port: brume.port, request, keys: items / TOGETHER };
        const result = await load({ ...plan, connections: 1, seconds });
        (p50[`${operation} ${table}`] ??= []).push(result.p50Us);
        if (operation === 'Query' && table === 'large')
          pages.push((await load({ ...plan, connections: 8, seconds })).requestsPerSecond);
      }
  await brume.stop();
  console.log(`\nA table of ${largeItems} items beside one of ${SMALL_ITEMS}, one client`);
  printTable(
    ['', 'p50 µs'],
    Object.entries(p50).map(([what, values]) => [what, spread(values, 0)]),
  );
  console.log(`  Query of ${TOGETHER} items, 8 clients: ${spread(pages, 0)} pages/s`);
  console.log(
    `  written at ${Math.round(rate)} items/s; start afterwards: ${startMs.toFixed(0)} ms`,
  );
  if (before && after) {
    // What is mapped of the file counts as resident, and is the kernel's to take away.
    console.log(`  memory: ${before.own.toFixed(0)} MiB before, ${after.own.toFixed(0)} after`);
  }
  const ratio = (operation: string): Row => ({
    what: `DynamoDB: p50 of ${operation}, large table against small`,
    values: p50[`${operation} large`]!.map((us, round) => us / p50[`${operation} small`]![round]!),
    unit: '×',
    aim: { most: 1.5 },
  });
  return [
    ratio('GetItem'),
    ratio('Query'),
    {
      what: `DynamoDB: start with ${largeItems} items`,
      values: [startMs],
      unit: 'ms',
      digits: 0,
      aim: { most: 1000 },
    },
    ...(before && after
      ? [
          {
            what: 'DynamoDB: memory that a large table adds',
            values: [after.own - before.own],
            unit: 'MiB',
            digits: 0,
          },
        ]
      : []),
  ];
}

function readOf(operation: 'GetItem' | 'Query', table: string): object {
  if (operation === 'GetItem')
    return { TableName: table, Key: { group: { S: GROUP }, number: { N: '7' } } };
  return {
    TableName: table,
    KeyConditionExpression: '#g = :g',
    ExpressionAttributeNames: { '#g': 'group' },
    ExpressionAttributeValues: { ':g': { S: GROUP } },
  };
}

async function fill({ port }: Started, table: string, items: number): Promise<void> {
  await call(port, 'CreateTable', {
    TableName: table,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      { AttributeName: 'group', AttributeType: 'S' },
      { AttributeName: 'number', AttributeType: 'N' },
    ],
    KeySchema: [
      { AttributeName: 'group', KeyType: 'HASH' },
      { AttributeName: 'number', KeyType: 'RANGE' },
    ],
  });
  const puts = Array.from({ length: TOGETHER }, (_, number) => ({
    PutRequest: {
      Item: { group: { S: GROUP }, number: { N: String(number) }, text: { S: 'small' } },
    },
  }));
  const request = dynamodbRequest('BatchWriteItem', { RequestItems: { [table]: puts } });
  const requests = items / TOGETHER;
  await load({ port, request, keys: requests, requests, connections: 64, seconds: 36_000 });
}
