/** In the words that public tests of AWS itself have for the data plane. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DynamodbFixture, invalid, startDynamodb } from './fixture.ts';

let fixture: DynamodbFixture;
beforeAll(async () => {
  fixture = await startDynamodb();
});
afterAll(() => fixture[Symbol.asyncDispose]());

const missing = (path: string): string =>
  `Value null at '${path}' failed to satisfy constraint: Member must not be null`;
const one = (detail: string): object => invalid(`1 validation error detected: ${detail}`);
const two = (...details: string[]): object =>
  invalid(`2 validation errors detected: ${details.join('; ')}`);

it.each<['getItem' | 'putItem' | 'updateItem' | 'deleteItem', string]>([
  ['getItem', 'key'],
  ['putItem', 'item'],
  ['updateItem', 'key'],
  ['deleteItem', 'key'],
])('%s without a table and without %s', async (operation, member) => {
  await expect(fixture.dynamodb[operation]({} as never)).rejects.toMatchObject(
    two(missing('tableName'), missing(member)),
  );
});

it('says what lacks in batches, queries and scans', async () => {
  const { dynamodb } = fixture;
  for (const operation of ['batchGetItem', 'batchWriteItem'] as const) {
    await expect(dynamodb[operation]({} as never)).rejects.toMatchObject(
      one(missing('requestItems')),
    );
    await expect(dynamodb[operation]({ RequestItems: {} })).rejects.toMatchObject(
      one(
        "Value '{}' at 'requestItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
      ),
    );
  }
  await expect(
    dynamodb.batchGetItem({ RequestItems: { abc: {} as never } }),
  ).rejects.toMatchObject(one(missing('requestItems.abc.member.keys')));
  for (const operation of ['query', 'scan'] as const)
    await expect(dynamodb[operation]({} as never)).rejects.toMatchObject(
      one(missing('tableName')),
    );
  await expect(dynamodb.transactWriteItems({} as never)).rejects.toMatchObject(
    one(missing('transactItems')),
  );
});
