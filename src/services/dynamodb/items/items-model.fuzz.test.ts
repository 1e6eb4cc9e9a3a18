/**
 * Random writes and reads, compared with a model that is nothing but an array: no order-preserving
 * keys, no indexes, no pages. What it says about order and membership is written independently of
 * the service.
 */
import type { AttributeValue, DynamoDB } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DynamodbFixture, startDynamodb, toKeySchema } from '../fixture.ts';

interface Thing {
  id: string;
  n: number;
  group?: string;
  rank?: number;
  v?: number;
}

type Write =
  | { kind: 'put'; thing: Thing }
  | { kind: 'delete'; id: string; n: number }
  | { kind: 'add'; id: string; n: number; rank: number }
  | { kind: 'regroup'; id: string; n: number; group: string | undefined }
  | { kind: 'together'; writes: { thing: Thing; onlyIfNew: boolean }[] };

const IDS = ['a', 'ä', 'b'];
const NUMBERS = [-10, -1.5, 0, 2, 10, 11, 300];
const GROUPS = ['x', 'y'];

const id = fc.constantFrom(...IDS);
const n = fc.constantFrom(...NUMBERS);
const thing: fc.Arbitrary<Thing> = fc.record(
  {
    id,
    n,
    group: fc.constantFrom(...GROUPS),
    rank: fc.constantFrom(...NUMBERS),
    v: fc.integer({ min: 0, max: 9 }),
  },
  { requiredKeys: ['id', 'n'] },
);
const write: fc.Arbitrary<Write> = fc.oneof(
  { weight: 4, arbitrary: thing.map((each) => ({ kind: 'put' as const, thing: each })) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), id, n }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('add' as const),
      id,
      n,
      rank: fc.constantFrom(1, -2),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('regroup' as const),
      id,
      n,
      group: fc.constantFrom(undefined, ...GROUPS),
    }),
  },
  {
    weight: 2,
    arbitrary: fc
      .uniqueArray(fc.record({ thing, onlyIfNew: fc.boolean() }), {
        minLength: 1,
        maxLength: 4,
        selector: (each) => `${each.thing.id}/${each.thing.n}`,
      })
      .map((writes) => ({ kind: 'together' as const, writes })),
  },
);

const N = (value: number): AttributeValue => ({ N: String(value) });

function toItem(each: Thing): Record<string, AttributeValue> {
  return {
    id: { S: each.id },
    n: N(each.n),
    ...(each.group !== undefined && { g: { S: each.group } }),
    ...(each.rank !== undefined && { r: N(each.rank) }),
    ...(each.v !== undefined && { v: N(each.v) }),
  };
}

class Model {
  things: Thing[] = [];

  find(key: { id: string; n: number }): Thing | undefined {
    return this.things.find((each) => each.id === key.id && each.n === key.n);
  }

  replace(key: { id: string; n: number }, next: Thing | undefined): void {
    this.things = this.things.filter((each) => each.id !== key.id || each.n !== key.n);
    if (next) this.things.push(next);
  }

  /** @returns whether it happened */
  apply(command: Write): boolean {
    if (command.kind === 'put') this.replace(command.thing, command.thing);
    else if (command.kind === 'delete') this.replace(command, undefined);
    else if (command.kind === 'together') {
      if (command.writes.some((each) => each.onlyIfNew && this.find(each.thing))) return false;
      for (const each of command.writes) this.replace(each.thing, each.thing);
    } else {
      const before = this.find(command) ?? { id: command.id, n: command.n };
      const next = { ...before };
      if (command.kind === 'add') next.rank = (before.rank ?? 0) + command.rank;
      else if (command.group === undefined) delete next.group;
      else next.group = command.group;
      this.replace(command, next);
    }
    return true;
  }
}

let fixture: DynamodbFixture;
let dynamodb: DynamoDB;
let tables = 0;
beforeAll(async () => {
  fixture = await startDynamodb();
  dynamodb = fixture.dynamodb;
});
afterAll(() => fixture[Symbol.asyncDispose]());

async function createTable(): Promise<string> {
  const name = `model-${tables++}`;
  const Projection = { ProjectionType: 'ALL' as const };
  await fixture.createTable(name, ['id', 'n'], {
    types: { n: 'N', r: 'N' },
    LocalSecondaryIndexes: [
      { IndexName: 'local', KeySchema: toKeySchema(['id', 'r']), Projection },
    ],
    GlobalSecondaryIndexes: [
      { IndexName: 'global', KeySchema: toKeySchema(['g', 'r']), Projection },
    ],
  });
  return name;
}

/** @returns whether Brume did it */
async function perform(TableName: string, command: Write): Promise<boolean> {
  if (command.kind === 'put') {
    await dynamodb.putItem({ TableName, Item: toItem(command.thing) });
  } else if (command.kind === 'together') {
    const TransactItems = command.writes.map(({ thing: each, onlyIfNew }) => ({
      Put: {
        TableName,
        Item: toItem(each),
        ...(onlyIfNew && { ConditionExpression: 'attribute_not_exists(id)' }),
      },
    }));
    return dynamodb.transactWriteItems({ TransactItems }).then(
      () => true,
      (error: Error) => {
        if (error.name !== 'TransactionCanceledException') throw error;
        return false;
      },
    );
  } else {
    const Key = { id: { S: command.id }, n: N(command.n) };
    if (command.kind === 'delete') await dynamodb.deleteItem({ TableName, Key });
    else if (command.kind === 'add')
      await dynamodb.updateItem({
        TableName,
        Key,
        UpdateExpression: 'SET r = if_not_exists(r, :zero) + :r',
        ExpressionAttributeValues: { ':zero': N(0), ':r': N(command.rank) },
      });
    else
      await dynamodb.updateItem({
        TableName,
        Key,
        UpdateExpression: command.group === undefined ? 'REMOVE g' : 'SET g = :g',
        ...(command.group !== undefined && {
          ExpressionAttributeValues: { ':g': { S: command.group } },
        }),
      });
  }
  return true;
}

type Attributes = Record<string, AttributeValue>;

/** All pages of a query or a scan, of at most `limit` rows each. */
async function collect(
  ask: (
    start: Attributes | undefined,
  ) => Promise<{ Items?: Attributes[]; LastEvaluatedKey?: Attributes; ScannedCount?: number }>,
  limit: number,
): Promise<Attributes[]> {
  const found: Attributes[] = [];
  let start: Attributes | undefined;
  do {
    const page = await ask(start);
    expect(page.ScannedCount).toBeLessThanOrEqual(limit);
    found.push(...page.Items!);
    start = page.LastEvaluatedKey;
  } while (start);
  return found;
}

const OPERATORS: Record<string, (a: number, b: number) => boolean> = {
  '=': (a, b) => a === b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

const question = fc.record({
  source: fc.constantFrom('table', 'local', 'global'),
  hash: fc.nat(10),
  operator: fc.constantFrom(...Object.keys(OPERATORS), undefined),
  bound: n,
  reverse: fc.boolean(),
  limit: fc.integer({ min: 1, max: 5 }),
  minimum: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
});
type Question = typeof question extends fc.Arbitrary<infer T> ? T : never;

function expected(things: readonly Thing[], asked: Question): Thing[] {
  const { source, hash, operator, bound, minimum } = asked;
  const isGlobal = source === 'global';
  const wanted = isGlobal ? GROUPS[hash % GROUPS.length] : IDS[hash % IDS.length];
  const sortOf = (each: Thing): number | undefined => (source === 'table' ? each.n : each.rank);
  return things
    .filter((each) => (isGlobal ? each.group : each.id) === wanted && sortOf(each) !== undefined)
    .filter((each) => operator === undefined || OPERATORS[operator]!(sortOf(each)!, bound))
    .filter((each) => minimum === undefined || (each.v ?? -1) >= minimum)
    .sort((a, b) => sortOf(a)! - sortOf(b)!);
}

async function answer(TableName: string, asked: Question): Promise<Attributes[]> {
  const { source, hash, operator, bound, reverse, limit, minimum } = asked;
  const isGlobal = source === 'global';
  const [hashName, sortName] = isGlobal ? ['g', 'r'] : ['id', source === 'table' ? 'n' : 'r'];
  const wanted = isGlobal ? GROUPS[hash % GROUPS.length] : IDS[hash % IDS.length];
  const sort = operator === undefined ? '' : ` AND ${sortName} ${operator} :s`;
  return collect(
    (ExclusiveStartKey) =>
      dynamodb.query({
        TableName,
        ...(source !== 'table' && { IndexName: source }),
        KeyConditionExpression: `${hashName} = :h${sort}`,
        ...(minimum !== undefined && { FilterExpression: 'v >= :m' }),
        ExpressionAttributeValues: {
          ':h': { S: wanted! },
          ...(operator !== undefined && { ':s': N(bound) }),
          ...(minimum !== undefined && { ':m': N(minimum) }),
        },
        ScanIndexForward: !reverse,
        Limit: limit,
        ...(ExclusiveStartKey && { ExclusiveStartKey }),
      }) as never,
    limit,
  );
}

it('answers as the model does', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(write, { maxLength: 30 }),
      fc.array(question, { minLength: 8, maxLength: 8 }),
      async (writes, questions) => {
        const model = new Model();
        const table = await createTable();
        for (const each of writes) expect(await perform(table, each)).toBe(model.apply(each));
        for (const asked of questions) {
          const wanted = expected(model.things, asked);
          const sortName = asked.source === 'table' ? 'n' : 'r';
          const found = await answer(table, asked);
          const ordered = found.map((each) => Number(each[sortName]!.N));
          const ascending = wanted.map((each) => (sortName === 'n' ? each.n : each.rank!));
          expect(asked.reverse ? ordered.toReversed() : ordered).toEqual(ascending);
          // Entries with equal sort keys have no order of their own.
          expect(found.map(show).sort()).toEqual(wanted.map(toItem).map(show).sort());
        }
        const all = await collect(
          (ExclusiveStartKey) =>
            dynamodb.scan({
              TableName: table,
              Limit: 3,
              ...(ExclusiveStartKey && { ExclusiveStartKey }),
            }) as never,
          3,
        );
        expect(all.map(show).sort()).toEqual(model.things.map(toItem).map(show).sort());
      },
    ),
    { numRuns: 15 },
  );
}, 60_000);

function show(item: Attributes): string {
  return JSON.stringify(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
}
