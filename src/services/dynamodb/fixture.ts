import { DynamoDB, type CreateTableInput } from '@aws-sdk/client-dynamodb';
import { createStack, type Stack } from '../../stack/create-stack.ts';

/** For tests: a stack of its own, the real SDK client, and a clock that stands still. */
export interface DynamodbFixture extends AsyncDisposable {
  stack: Stack;
  dynamodb: DynamoDB;
  /** Creates an on-demand table; its keys are of type S unless `types` says otherwise. */
  createTable(
    name: string,
    keys: string[],
    more?: Partial<CreateTableInput> & { types?: Record<string, 'S' | 'N' | 'B'> },
  ): Promise<void>;
}

export const START_EPOCH_MS = Date.UTC(2026, 0, 15, 12);

export async function startDynamodb(): Promise<DynamodbFixture> {
  const stack = await createStack({ startEpochMs: START_EPOCH_MS, frozenClock: true });
  const dynamodb = stack.client(DynamoDB, { maxAttempts: 1 });
  return {
    stack,
    dynamodb,
    async createTable(name, keys, { types = {}, ...more } = {}) {
      await dynamodb.createTable({
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: attributesOf(keys, more).map((each) => ({
          AttributeName: each,
          AttributeType: types[each] ?? 'S',
        })),
        KeySchema: toKeySchema(keys),
        ...more,
      });
    },
    async [Symbol.asyncDispose]() {
      dynamodb.destroy();
      await stack.stop();
    },
  };
}

function attributesOf(keys: string[], more: Partial<CreateTableInput>): string[] {
  const indexes = [...(more.LocalSecondaryIndexes ?? []), ...(more.GlobalSecondaryIndexes ?? [])];
  const used = indexes.flatMap((each) => each.KeySchema!.map((key) => key.AttributeName!));
  return [...new Set([...keys, ...used])];
}

export function toKeySchema(keys: string[]): NonNullable<CreateTableInput['KeySchema']> {
  return keys.map((AttributeName, index) => ({
    AttributeName,
    KeyType: index === 0 ? 'HASH' : 'RANGE',
  }));
}

/** What AWS clients see of a ValidationException. */
export function invalid(message: string): object {
  return { name: 'ValidationException', message };
}
