/** DynamoDB beside the bare server and other DynamoDBs; writes count when they are on disk. */
import { join } from 'node:path';
import { benchBigTable } from './dynamodb/big-table.ts';
import { DYNAMODB_LOCAL, startPeers } from './dynamodb/peers.ts';
import { fillTable, getItem, ITEMS_EACH, putItem, query } from './dynamodb/requests.ts';
import { printTable, spread } from './figures.ts';
import type { LoadResult } from './http-load.ts';
import { load, startBareServer, startBrume } from './processes.ts';
import type { Part, Row } from './rows.ts';

/** Few: some of the others take long to write them. */
const ITEMS = 1000;
const CASES = [
  { name: 'GetItem', request: getItem('bench'), connections: [1, 8, 64] },
  { name: 'PutItem', request: putItem('bench'), connections: [1, 8, 64] },
  { name: 'Query (25 items)', request: query('bench'), connections: [1, 8] },
];

/** What was measured of one server, in rounds that took turns with the others'. */
interface Measured {
  what: string;
  server: string;
  results: LoadResult[];
}

export const benchDynamodb: Part = async (options) => {
  const { quick, stateDir } = options;
  const rounds = quick ? 1 : 3;
  const brume = await startBrume({}, '--quiet', '--state-dir', join(stateDir, 'brume'));
  const stores = [{ name: 'Brume', server: brume }, ...(await startPeers(stateDir))];
  const servers = [{ name: 'bare', server: await startBareServer() }, ...stores];
  for (const { server } of stores) await fillTable(server.port, 'bench', ITEMS);

  const measured: Measured[] = [];
  for (const { name, request, connections: counts } of CASES)
    for (const connections of counts) {
      const what = `${name}, ${connections}`;
      const own = servers.map((each): Measured => ({ what, server: each.name, results: [] }));
      for (let round = -1; round < rounds; round++)
        for (const [index, { server }] of servers.entries()) {
          const plan = {
            port: server.port,
            request,
            numbersBelow: ITEMS / ITEMS_EACH,
            connections,
          };
          const result = await load({ ...plan, seconds: quick || round < 0 ? 0.5 : 2 });
          if (round >= 0) own[index]!.results.push(result); // before, it was getting warm
        }
      measured.push(...own);
    }
  await Promise.all(servers.map(({ server }) => server.stop()));
  console.log(`\nDynamoDB (items of 1 KB; ${rounds} rounds; median and range)`);
  printTable(
    ['', 'requests/s', '× bare', 'p50 µs', 'p99 µs'],
    measured.map((each) => toCells(each, find(measured, each.what, 'bare')!)),
  );
  return [
    ratioRow(measured, 'GetItem, 64', 'bare', 0.35),
    ratioRow(measured, 'GetItem, 64', DYNAMODB_LOCAL, 5),
    ratioRow(measured, 'PutItem, 64', DYNAMODB_LOCAL, 3),
    ...(await benchBigTable({ ...options, stateDir: join(stateDir, 'big') })),
  ].filter((row) => row !== undefined);
};

function find(measured: readonly Measured[], what: string, server: string): Measured | undefined {
  return measured.find((each) => each.what === what && each.server === server);
}

function rates({ results }: Measured, other: Measured): number[] {
  return results.map(
    ({ requestsPerSecond }, round) => requestsPerSecond / other.results[round]!.requestsPerSecond,
  );
}

function toCells(own: Measured, bare: Measured): string[] {
  const values = (of: (result: LoadResult) => number): string => spread(own.results.map(of), 0);
  return [
    `${own.what} at once, ${own.server}`,
    values((result) => result.requestsPerSecond),
    spread(rates(own, bare)),
    values((result) => result.p50Us),
    values((result) => result.p99Us),
  ];
}

function ratioRow(
  measured: readonly Measured[],
  what: string,
  against: string,
  least: number,
): Row | undefined {
  const [own, other] = [find(measured, what, 'Brume'), find(measured, what, against)];
  if (!own || !other) return undefined;
  const values = rates(own, other);
  return {
    what: `DynamoDB: ${what} at once, requests/s against ${against}`,
    values,
    unit: '×',
    aim: { least },
  };
}
