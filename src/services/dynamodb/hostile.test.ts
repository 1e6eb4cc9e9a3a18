import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DynamodbFixture, startDynamodb } from './fixture.ts';

let fixture: DynamodbFixture;
beforeAll(async () => {
  fixture = await startDynamodb();
  await fixture.createTable('things', ['id']);
});
afterAll(() => fixture[Symbol.asyncDispose]());

interface Answer {
  status: number;
  type: string;
  message: string;
}

/** Past the SDK, which would not send some of this. */
async function post(operation: string, body: string): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${fixture.stack.port}/`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      'x-amz-date': '20260115T120000Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=test/20260115/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=00',
    },
    body,
  });
  const answer = (await response.json()) as { __type?: string; message?: string; Message?: string };
  return {
    status: response.status,
    type: answer.__type?.replace(/.*#/, '') ?? '',
    message: answer.message ?? answer.Message ?? '',
  };
}

const nested = (open: string, close: string, depth: number): string =>
  open.repeat(depth) + '{"S":"x"}' + close.repeat(depth);

it.each<[string, string, string, string | RegExp]>([
  [
    'lists in lists',
    'PutItem',
    `{"TableName":"things","Item":{"id":{"S":"1"},"a":${nested('{"L":[', ']}', 40)}}}`,
    /nested levels beyond supported limit/,
  ],
  [
    'documents without a bottom',
    'PutItem',
    `{"TableName":"things","Item":{"id":{"S":"1"},"a":${nested('{"M":{"x":', '}}', 50_000)}}}`,
    /nested too deeply/,
  ],
  [
    'twenty thousand placeholders',
    'UpdateItem',
    `{"TableName":"things","Key":{"id":{"S":"1"}},"UpdateExpression":"SET a = :v0","ExpressionAttributeValues":{${Array.from({ length: 20_000 }, (_, index) => `":v${index}":{"S":"${'x'.repeat(110)}"}`).join(',')}}}`,
    /exceed the maximum size/,
  ],
  [
    'a number of a megabyte',
    'PutItem',
    `{"TableName":"things","Item":{"id":{"S":"1"},"n":{"N":"${'9'.repeat(1_000_000)}"}}}`,
    /magnitude larger than supported range/,
  ],
  [
    'a number with a hostile exponent',
    'PutItem',
    '{"TableName":"things","Item":{"id":{"S":"1"},"n":{"N":"1e999999999999999999"}}}',
    /cannot be converted to a numeric value/,
  ],
  [
    'an expression of a megabyte',
    'Scan',
    `{"TableName":"things","FilterExpression":"${'('.repeat(1_000_000)}"}`,
    /Expression size has exceeded the maximum allowed size/,
  ],
  [
    'parentheses to the limit',
    'Scan',
    `{"TableName":"things","FilterExpression":"${'('.repeat(2000)}a${')'.repeat(2000)}"}`,
    /Syntax error/,
  ],
  [
    'a value of no type',
    'PutItem',
    '{"TableName":"things","Item":{"id":{"S":"1"},"a":{}}}',
    'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes',
  ],
  [
    'a value of two types',
    'PutItem',
    '{"TableName":"things","Item":{"id":{"S":"1"},"a":{"S":"x","N":"1"}}}',
    'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
  ],
])('answers %s with a clear error', async (_name, operation, body, message) => {
  const answer = await post(operation, body);
  expect(answer.status).toBe(400);
  expect(answer.message).toMatch(message);
});

it('is not slowed down by keys that are made to collide', async () => {
  // Names that are numbers, names of methods, and many of them in one map.
  const names = [
    ...Array.from({ length: 20_000 }, (_, index) => String(index)),
    '__proto__',
    'constructor',
    'hasOwnProperty',
    'toString',
  ];
  const map = `{${names.map((name) => `${JSON.stringify(name)}:{"NULL":true}`).join(',')}}`;
  const put = await post(
    'PutItem',
    `{"TableName":"things","Item":{"id":{"S":"names"},"m":{"M":${map}}}}`,
  );
  expect(put.status).toBe(200);
  const { Item } = await fixture.dynamodb.getItem({
    TableName: 'things',
    Key: { id: { S: 'names' } },
  });
  expect(Object.keys(Item!['m']!.M!)).toHaveLength(names.length);
});

it('keeps attributes with the names of methods apart from methods', async () => {
  const put = await post(
    'PutItem',
    '{"TableName":"things","Item":{"id":{"S":"2"},"constructor":{"S":"mine"}}}',
  );
  expect(put.status).toBe(200);
  const { Items } = await fixture.dynamodb.scan({
    TableName: 'things',
    FilterExpression:
      'attribute_exists(#c) AND attribute_not_exists(toString) AND attribute_not_exists(hasOwnProperty)',
    ExpressionAttributeNames: { '#c': 'constructor' },
  });
  expect(Items!.map((each) => each['id']!.S)).toEqual(['2']);
});
