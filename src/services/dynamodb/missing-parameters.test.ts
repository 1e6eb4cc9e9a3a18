/** In the words that public tests of AWS itself have for the data plane. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DynamodbFixture, invalid, startDynamodb } from './fixture.ts';

let fixture: DynamodbFixture;
beforeAll(async () => {
  fixture = await startDynamodb();
});
afterAll(() => fixture[Symbol.asyncDispose]());

/** Past the types, which know what must be there. */
function send(operation: string, input: object): Promise<object> {
  const client = fixture.dynamodb as unknown as Record<string, (input: object) => Promise<object>>;
  return client[operation]!(input);
}

const missing = (path: string): string =>
  `Value null at '${path}' failed to satisfy constraint: Member must not be null`;
const one = (detail: string): object => invalid(`1 validation error detected: ${detail}`);
const two = (...details: string[]): object =>
  invalid(`2 validation errors detected: ${details.join('; ')}`);

it.each<[string, string]>([
  ['getItem', 'key'],
  ['putItem', 'item'],
  ['updateItem', 'key'],
  ['deleteItem', 'key'],
])('%s without a table and without %s', async (operation, member) => {
  await expect(send(operation, {})).rejects.toMatchObject(
    two(missing('tableName'), missing(member)),
  );
});

it('says what lacks in batches, queries and scans', async () => {
  for (const operation of ['batchGetItem', 'batchWriteItem']) {
    await expect(send(operation, {})).rejects.toMatchObject(one(missing('requestItems')));
    await expect(send(operation, { RequestItems: {} })).rejects.toMatchObject(
      one(
        "Value '{}' at 'requestItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
      ),
    );
  }
  await expect(send('batchGetItem', { RequestItems: { abc: {} } })).rejects.toMatchObject(
    one(missing('requestItems.abc.member.keys')),
  );
  for (const operation of ['query', 'scan'])
    await expect(send(operation, {})).rejects.toMatchObject(one(missing('tableName')));
  await expect(send('transactWriteItems', {})).rejects.toMatchObject(one(missing('transactItems')));
});
