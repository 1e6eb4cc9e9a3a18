/** Clients that fight over a few items, and write down what they saw. */
import { randomInt } from 'node:crypto';
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDB,
  TransactionCanceledException,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import type { Effect, Operation } from './history.ts';

const HOT_KEYS = ['a', 'b', 'c', 'd'];

type Item = Record<string, AttributeValue> | undefined;

/** The history, shared by all clients. */
export class HotItems {
  readonly history: Operation[] = [];
  /** Operations without an answer: each may have made one version of two items. */
  unknown = 0;
  readonly #table: string;
  #count = 0;

  constructor(table: string) {
    this.#table = table;
  }

  /** One operation of one client. @throws when Brume has gone */
  async step(dynamodb: DynamoDB): Promise<void> {
    const key = HOT_KEYS[randomInt(HOT_KEYS.length)]!;
    const other = HOT_KEYS.find((each) => each !== key)!;
    const kinds = [
      () => this.#increment(dynamodb, key),
      () => this.#compareAndSet(dynamodb, key),
      () => this.#read(dynamodb, key),
      () => this.#transact(dynamodb, key, other),
    ];
    await kinds[randomInt(kinds.length)]!();
  }

  async #record(name: string, run: () => Promise<Effect[]>): Promise<Effect[]> {
    const label = `${name} ${this.#count++}`;
    const startMs = performance.now();
    try {
      const effects = await run();
      this.history.push({ name: label, startMs, endMs: performance.now(), effects });
      return effects;
    } catch (error) {
      if (name !== 'read') this.unknown++;
      throw error;
    }
  }

  #increment(dynamodb: DynamoDB, key: string): Promise<Effect[]> {
    return this.#record('increment', async () => {
      const { Attributes } = await dynamodb.updateItem({
        TableName: this.#table,
        Key: { id: { S: key } },
        UpdateExpression: 'ADD v :one',
        ExpressionAttributeValues: { ':one': { N: '1' } },
        ReturnValues: 'UPDATED_NEW',
      });
      return [{ key, kind: 'write', version: versionOf(Attributes) }];
    });
  }

  #read(dynamodb: DynamoDB, key: string): Promise<Effect[]> {
    return this.#record('read', async () => {
      const Key = { id: { S: key } };
      const { Item } = await dynamodb.getItem({
        TableName: this.#table,
        Key,
        ConsistentRead: true,
      });
      return [{ key, kind: 'read', version: versionOf(Item) }];
    });
  }

  async #compareAndSet(dynamodb: DynamoDB, key: string): Promise<void> {
    const [seen] = await this.#read(dynamodb, key);
    const version = seen!.version;
    await this.#record('set', async () => {
      try {
        await dynamodb.putItem({
          TableName: this.#table,
          Item: { id: { S: key }, v: { N: String(version + 1) } },
          ConditionExpression: version === 0 ? 'attribute_not_exists(id)' : 'v = :v',
          ...(version > 0 && { ExpressionAttributeValues: { ':v': { N: String(version) } } }),
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        });
        return [{ key, kind: 'write', version: version + 1 }];
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        return [sawOther(key, version, error.Item)];
      }
    });
  }

  async #transact(dynamodb: DynamoDB, ...keys: [string, string]): Promise<void> {
    const seen = await this.#record('read', async () => {
      const { Responses } = await dynamodb.transactGetItems({
        TransactItems: keys.map((key) => ({
          Get: { TableName: this.#table, Key: { id: { S: key } } },
        })),
      });
      return keys.map((key, index) => ({
        key,
        kind: 'read',
        version: versionOf(Responses![index]!.Item),
      }));
    });
    await this.#record('transact', async () => {
      try {
        await dynamodb.transactWriteItems({
          TransactItems: seen.map((each) => this.#update(each)),
        });
        return seen.map(({ key, version }) => ({ key, kind: 'write', version: version + 1 }));
      } catch (error) {
        if (!(error instanceof TransactionCanceledException)) throw error;
        return error.CancellationReasons!.flatMap(({ Code, Item }, index) =>
          Code === 'None' ? [] : [sawOther(seen[index]!.key, seen[index]!.version, Item)],
        );
      }
    });
  }

  #update({ key, version }: Effect): TransactWriteItem {
    return {
      Update: {
        TableName: this.#table,
        Key: { id: { S: key } },
        UpdateExpression: 'SET v = :next',
        ConditionExpression: version === 0 ? 'attribute_not_exists(id)' : 'v = :v',
        ExpressionAttributeValues: {
          ':next': { N: String(version + 1) },
          ...(version > 0 && { ':v': { N: String(version) } }),
        },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    };
  }
}

function versionOf(item: Item): number {
  return Number(item?.['v']?.N ?? 0);
}

/** What a failed condition showed must be a reason for its failure. */
function sawOther(key: string, expected: number, item: Item): Effect {
  const version = versionOf(item);
  if (version === expected) throw new Error(`a condition failed that held: ${key}@${version}`);
  return { key, kind: 'read', version };
}
