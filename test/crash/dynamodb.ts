/**
 * Kills Brume with SIGKILL again and again while a hundred clients write, and checks that nothing
 * acknowledged is lost, that items, index, counter and stream fit together, and that the history of the
 * fought-over items is strictly serializable across crashes. `node test/crash/dynamodb.ts [kills]`.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type AttributeValue, DynamoDB } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreams } from '@aws-sdk/client-dynamodb-streams';
import { createClock } from '../../src/platform/clock.ts';
import { toLine } from '../../tools/tally.ts';
import { findViolation } from './dynamodb/history.ts';
import { HotItems } from './dynamodb/hot-items.ts';

const KILLS = Number(process.argv[2] ?? 10);
const CLIENTS = 100;
const LAUNCHER = path.join(import.meta.dirname, '../../bin/brume.js');

const clock = createClock();
const folder = mkdtempSync(path.join(tmpdir(), 'brume-crash-dynamodb-'));
const problems: string[] = [];
const hot = new HotItems('hot');
/** Ids of items whose write was acknowledged. */
const acknowledged = new Set<string>();
let written = 0;

interface Brume {
  process: ChildProcess;
  config: object;
}

async function start(): Promise<Brume> {
  const words = [LAUNCHER, 'start', '--port', '0', '--state-dir', folder];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (/^Ready\.$/m.test(output)) resolve();
    });
    child.on('exit', (code) => reject(new Error(`Brume ended with ${code}:\n${output}`)));
  });
  const port = Number(/Endpoint\s+http:\/\/[^:\s]+:(\d+)/.exec(output)?.[1]);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const config = {
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials,
    maxAttempts: 1,
  };
  return { process: child, config };
}

async function createTables(dynamodb: DynamoDB): Promise<void> {
  const id = { AttributeName: 'id', AttributeType: 'S' } as const;
  const KeySchema = [{ AttributeName: 'id', KeyType: 'HASH' as const }];
  const table = { BillingMode: 'PAY_PER_REQUEST', KeySchema } as const;
  await dynamodb.createTable({ ...table, TableName: 'hot', AttributeDefinitions: [id] });
  await dynamodb.createTable({
    ...table,
    TableName: 'ledger',
    AttributeDefinitions: [id, { AttributeName: 'client', AttributeType: 'S' }],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'by-client',
        KeySchema: [{ AttributeName: 'client', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
  });
}

/** One entry in the ledger and one more on its counter, in one transaction; or an entry that counts for nothing. */
async function enter(dynamodb: DynamoDB, client: number): Promise<void> {
  const id = `${client}-${written++}`;
  const entry = {
    TableName: 'ledger',
    Item: { id: { S: id }, client: { S: String(client) }, pad: { S: 'x'.repeat(randomInt(2000)) } },
  };
  if (randomInt(2) === 0) {
    await dynamodb.putItem(entry);
  } else {
    const counted = { ...entry, Item: { ...entry.Item, counted: { BOOL: true } } };
    await dynamodb.transactWriteItems({
      TransactItems: [
        { Put: counted },
        {
          Update: {
            TableName: 'hot',
            Key: { id: { S: `count-${client % 3}` } },
            UpdateExpression: 'ADD entries :one',
            ExpressionAttributeValues: { ':one': { N: '1' } },
          },
        },
      ],
    });
  }
  acknowledged.add(id);
}

async function runAndKill(brume: Brume): Promise<void> {
  const dynamodb = new DynamoDB(brume.config);
  let isOver = false;
  const client = async (number: number): Promise<void> => {
    while (!isOver) await (number % 4 === 0 ? hot.step(dynamodb) : enter(dynamodb, number));
  };
  const clients = Array.from({ length: CLIENTS }, (_, number) =>
    client(number).catch((error: unknown) => {
      // Only a connection that broke is expected.
      if (!isOver) problems.push(`a client failed: ${String(error)}`);
    }),
  );
  await new Promise<void>((resolve) => clock.realTimeout(randomInt(300, 2500), resolve));
  isOver = true;
  brume.process.kill('SIGKILL');
  await once(brume.process, 'exit');
  await Promise.all(clients);
  dynamodb.destroy();
}

async function scanAll(
  dynamodb: DynamoDB,
  more: object,
): Promise<Record<string, AttributeValue>[]> {
  const found: Record<string, AttributeValue>[] = [];
  let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
  do {
    const page = await dynamodb.scan({
      TableName: 'ledger',
      ...more,
      ...(ExclusiveStartKey && { ExclusiveStartKey }),
    });
    found.push(...page.Items!);
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return found;
}

async function streamedIds(config: object, dynamodb: DynamoDB): Promise<string[]> {
  const streams = new DynamoDBStreams(config);
  const StreamArn = (await dynamodb.describeTable({ TableName: 'ledger' })).Table!.LatestStreamArn!;
  const { StreamDescription } = await streams.describeStream({ StreamArn });
  const ShardId = StreamDescription!.Shards![0]!.ShardId!;
  let { ShardIterator } = await streams.getShardIterator({
    StreamArn,
    ShardId,
    ShardIteratorType: 'TRIM_HORIZON',
  });
  const ids: string[] = [];
  for (;;) {
    const page = await streams.getRecords({ ShardIterator: ShardIterator! });
    if (page.Records!.length === 0) break;
    ids.push(...page.Records!.map((each) => each.dynamodb!.Keys!['id']!.S!));
    ShardIterator = page.NextShardIterator;
  }
  streams.destroy();
  return ids;
}

async function check(brume: Brume, round: number): Promise<void> {
  const dynamodb = new DynamoDB(brume.config);
  const ledger = await scanAll(dynamodb, {});
  const ids = new Set(ledger.map((each) => each['id']!.S!));
  for (const id of acknowledged) if (!ids.has(id)) problems.push(`lost in round ${round}: ${id}`);
  const indexed = await scanAll(dynamodb, { IndexName: 'by-client' });
  if (indexed.length !== ledger.length)
    problems.push(`round ${round}: ${ledger.length} items, ${indexed.length} in the index`);
  const streamed = await streamedIds(brume.config, dynamodb);
  if (streamed.length !== ids.size || streamed.some((id) => !ids.has(id)))
    problems.push(`round ${round}: ${ids.size} items, ${streamed.length} records in the stream`);
  let total = 0;
  for (const name of ['count-0', 'count-1', 'count-2']) {
    const { Item } = await dynamodb.getItem({ TableName: 'hot', Key: { id: { S: name } } });
    total += Number(Item?.['entries']?.N ?? 0);
  }
  const counted = ledger.filter((each) => each['counted']).length;
  if (total !== counted)
    problems.push(`half a transaction: ${counted} entries, the counters say ${total}`);
  const violation = findViolation(hot.history);
  if (violation) problems.push(`round ${round}: ${violation}`);
  dynamodb.destroy();
}

let brume = await start();
const first = new DynamoDB(brume.config);
await createTables(first);
first.destroy();
for (let round = 0; round < KILLS; round++) {
  await runAndKill(brume);
  brume = await start();
  await check(brume, round);
  if (problems.length > 0) break;
}
brume.process.kill('SIGKILL');
await once(brume.process, 'exit');
rmSync(folder, { recursive: true, force: true });
for (const problem of problems.slice(0, 20)) console.log(problem);
console.log(
  `${KILLS} kills: ${acknowledged.size} entries and ${hot.history.length} operations on hot items acknowledged, ${problems.length} problems`,
);
console.log(
  toLine({ passed: KILLS - Math.min(KILLS, problems.length), failed: problems.length, skipped: 0 }),
);
process.exitCode = problems.length === 0 ? 0 : 1;
