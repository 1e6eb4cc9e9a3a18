import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { type DynamodbFixture, invalid, startDynamodb, toKeySchema } from '../fixture.ts';

async function startNumbers(count: number): Promise<DynamodbFixture> {
  const fixture = await startDynamodb();
  await fixture.createTable('numbers', ['id'], {
    GlobalSecondaryIndexes: [
      {
        IndexName: 'odd',
        KeySchema: toKeySchema(['odd']),
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
  });
  await Promise.all(
    Array.from({ length: count }, (_, n) =>
      fixture.dynamodb.putItem({
        TableName: 'numbers',
        Item: {
          id: { S: String(n) },
          n: { N: String(n) },
          ...(n % 2 === 1 && { odd: { S: 'yes' } }),
        },
      }),
    ),
  );
  return fixture;
}

const ids = (items: Record<string, AttributeValue>[] | undefined): number[] =>
  items!.map((each) => Number(each['id']!.S)).sort((a, b) => a - b);

it('finds every item once: page by page, segment by segment, through an index', async () => {
  await using fixture = await startNumbers(150);
  const { dynamodb } = fixture;
  const all = Array.from({ length: 150 }, (_, n) => n);
  const paged: Record<string, AttributeValue>[] = [];
  let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
  do {
    const page = await dynamodb.scan({
      TableName: 'numbers',
      Limit: 40,
      ...(ExclusiveStartKey && { ExclusiveStartKey }),
    });
    paged.push(...page.Items!);
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  expect(ids(paged)).toEqual(all);
  for (const TotalSegments of [2, 7, 1_000_000]) {
    const segments =
      TotalSegments > 10
        ? [0, 999_999]
        : Array.from({ length: TotalSegments }, (_, index) => index);
    const found: Record<string, AttributeValue>[] = [];
    for (const Segment of segments)
      found.push(...(await dynamodb.scan({ TableName: 'numbers', Segment, TotalSegments })).Items!);
    if (TotalSegments < 10) expect(ids(found)).toEqual(all);
  }
  const odd = await dynamodb.scan({ TableName: 'numbers', IndexName: 'odd' });
  expect(ids(odd.Items)).toEqual(all.filter((n) => n % 2 === 1));
});

it('filters, in both languages', async () => {
  await using fixture = await startNumbers(20);
  const { dynamodb } = fixture;
  const filtered = await dynamodb.scan({
    TableName: 'numbers',
    FilterExpression: 'n BETWEEN :a AND :b',
    ExpressionAttributeValues: { ':a': { N: '5' }, ':b': { N: '7' } },
    ProjectionExpression: 'id',
    ReturnConsumedCapacity: 'TOTAL',
  });
  expect(ids(filtered.Items)).toEqual([5, 6, 7]);
  expect(filtered).toMatchObject({
    Count: 3,
    ScannedCount: 20,
    ConsumedCapacity: { TableName: 'numbers', CapacityUnits: 0.5 },
  });
  const legacy = await dynamodb.scan({
    TableName: 'numbers',
    ScanFilter: {
      n: { ComparisonOperator: 'LT', AttributeValueList: [{ N: '2' }] },
      odd: { ComparisonOperator: 'NULL' },
    },
    ConditionalOperator: 'OR',
    AttributesToGet: ['id'],
  });
  expect(ids(legacy.Items)).toEqual([0, 1, 2, 4, 6, 8, 10, 12, 14, 16, 18]);
});

it('refuses in the words of AWS', async () => {
  await using fixture = await startNumbers(1);
  const scan = (more: object) => (): Promise<unknown> =>
    fixture.dynamodb.scan({ TableName: 'numbers', ...more });
  const cases: [() => Promise<unknown>, string][] = [
    [
      scan({ Segment: 1 }),
      'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
    ],
    [
      scan({ TotalSegments: 1 }),
      'The Segment parameter is required but was not present in the request when parameter TotalSegments is present',
    ],
    [
      scan({ Segment: 3, TotalSegments: 3 }),
      'The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 3 is not less than TotalSegments: 3',
    ],
    [scan({ ExclusiveStartKey: { id: { N: '1' } } }), 'The provided starting key is invalid'],
    [
      scan({ ExclusiveStartKey: { id: { S: '' } } }),
      'The provided starting key is invalid: One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id',
    ],
    [
      scan({ Select: 'ALL_PROJECTED_ATTRIBUTES' }),
      'One or more parameter values were invalid: ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName',
    ],
    [
      scan({ FilterExpression: 'a = b', ScanFilter: {} }),
      'Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {ScanFilter} Expression parameters: {FilterExpression}',
    ],
    [
      scan({ IndexName: 'odd', ConsistentRead: true }),
      'Consistent reads are not supported on global secondary indexes',
    ],
    [
      scan({ ConditionalOperator: 'OR' }),
      'One or more parameter values were invalid: ConditionalOperator cannot be used without Filter or Expected',
    ],
  ];
  for (const [attempt, message] of cases)
    await expect(attempt()).rejects.toMatchObject(invalid(message));
});
