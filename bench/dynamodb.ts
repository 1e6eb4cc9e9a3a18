/** DynamoDB beside a bare server and the others that answer its API, then with a large table. */
import { setTimeout as pause } from 'node:timers/promises';
import { DYNAMODB_PEERS } from './dynamodb-peers.ts';
import { call, dynamodbRequest } from './dynamodb-request.ts';
import { benchLargeTable } from './dynamodb-table.ts';
import { printTable, spread } from './figures.ts';
import type { LoadResult } from './http-load.ts';
import { load, startBareServer, startBrume, type Started } from './processes.ts';
import type { Part, Row } from './rows.ts';

const CONNECTIONS = [1, 8, 64] as const;
/** So many items are there to be read and replaced. */
const KEYS = 1000;
const SIZE_BYTES = 1024;
const ID = '########';

interface Target {
  name: string;
  server: Started;
}

interface Measured {
  /** `PutItem, 64` */
  what: string;
  target: string;
  results: readonly LoadResult[];
}

export const benchDynamodb: Part = async ({ quick, stateDir }) => {
  const plan = { rounds: quick ? 1 : 5, seconds: quick ? 1 : 3 };
  const targets: Target[] = [
    { name: 'bare server', server: await startBareServer() },
    { name: 'Brume', server: await startBrume({}, '--quiet', '--state-dir', `${stateDir}/items`) },
    ...(await startPeers(stateDir)),
  ];
  const apis = targets.slice(1);
  for (const { server } of apis) await createItems(server.port);
  const measured: Measured[] = [];
  for (const [operation, body] of Object.entries(REQUESTS))
    for (const connections of CONNECTIONS) {
      const results = targets.map((): LoadResult[] => []);
      for (let round = 0; round < plan.rounds; round++)
        for (const [index, { server }] of targets.entries()) {
          const request = dynamodbRequest(operation, body);
          const { port } = server;
          results[index]!.push(
            await load({ port, request, keys: KEYS, connections, seconds: plan.seconds }),
          );
        }
      measured.push(
        ...targets.map(({ name }, index) => ({
          what: `${operation}, ${connections}`,
          target: name,
          results: results[index]!,
        })),
      );
    }
  await Promise.all(targets.map(({ server }) => server.stop()));
  console.log(
    `\nDynamoDB (items of 1 KB, Brume durable; ${plan.rounds} rounds of ${plan.seconds} s; median and range)`,
  );
  printTable(
    ['', 'requests/s', '× bare', 'p50 µs', 'p99 µs'],
    measured.map((each) => toCells(each, measured)),
  );
  return [...toRows(measured), ...(await benchLargeTable({ quick, stateDir }))];
};

const REQUESTS: Readonly<Record<string, object>> = {
  GetItem: { TableName: 'bench', Key: { id: { S: ID } } },
  PutItem: putOf(ID),
};

function putOf(id: string): object {
  return {
    TableName: 'bench',
    Item: { id: { S: id }, count: { N: '42' }, text: { S: 'x'.repeat(SIZE_BYTES - 40) } },
  };
}

/** A peer that cannot be had is named, and left out. */
async function startPeers(stateDir: string): Promise<Target[]> {
  const started: Target[] = [];
  for (const { name, start } of DYNAMODB_PEERS) {
    try {
      started.push({ name, server: await start(stateDir) });
    } catch (error) {
      console.log(`  ${name} is left out: ${String(error).split('\n')[0]}`);
    }
  }
  return started;
}

async function createItems(port: number): Promise<void> {
  await call(port, 'CreateTable', {
    TableName: 'bench',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  });
  for (;;) {
    const { Table } = (await call(port, 'DescribeTable', { TableName: 'bench' })) as {
      Table: { TableStatus: string };
    };
    if (Table.TableStatus === 'ACTIVE') break;
    await pause(50);
  }
  const plan = { port, keys: KEYS, requests: KEYS, connections: 8, seconds: 600 };
  await load({ ...plan, request: dynamodbRequest('PutItem', putOf(ID)) });
}

/** @returns the rates of one against those of another, round by round */
function ratios(own: readonly LoadResult[], other: readonly LoadResult[]): number[] {
  return own.map((each, round) => each.requestsPerSecond / other[round]!.requestsPerSecond);
}

function find(measured: readonly Measured[], what: string, target: string): Measured | undefined {
  return measured.find((each) => each.what === what && each.target === target);
}

function toCells({ what, target, results }: Measured, measured: readonly Measured[]): string[] {
  const column = (pick: (result: LoadResult) => number): string => spread(results.map(pick), 0);
  return [
    `${what} at once, ${target}`,
    column((each) => each.requestsPerSecond),
    spread(ratios(results, find(measured, what, 'bare server')!.results)),
    column((each) => each.p50Us),
    column((each) => each.p99Us),
  ];
}

function toRows(measured: readonly Measured[]): Row[] {
  const row = (what: string, against: string, least: number): Row[] => {
    const own = find(measured, what, 'Brume')!;
    const other = find(measured, what, against);
    if (!other) return [];
    const values = ratios(own.results, other.results);
    return [
      { what: `DynamoDB: ${what} at once, against ${against}`, values, unit: '×', aim: { least } },
    ];
  };
  return [
    ...row('GetItem, 64', 'bare server', 0.35),
    ...row('GetItem, 64', 'DynamoDB Local', 5),
    ...row('PutItem, 64', 'DynamoDB Local', 3),
  ];
}
