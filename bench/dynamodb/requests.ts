/** DynamoDB requests as bytes, the same for Brume and all peers; `#######` is a number of the load's choice. */
import { createClient } from '../../src/stack/client.ts';
import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { load } from '../processes.ts';

/** Items of a partition: what one BatchWriteItem takes. */
export const ITEMS_EACH = 25;
/** With its keys an item is 1 KB. */
const DATA = 'x'.repeat(1000);
const AUTHORIZATION = `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host;x-amz-date;x-amz-target, Signature=${'0'.repeat(64)}`;

const KEY = { pk: { S: '#######' }, sk: { S: '07' } };

export const getItem = (table: string): string => post('GetItem', { TableName: table, Key: KEY });

export const putItem = (table: string): string =>
  post('PutItem', { TableName: table, Item: { ...KEY, data: { S: DATA } } });

/** A page of 25 KB. */
export const query = (table: string): string =>
  post('Query', {
    TableName: table,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': KEY.pk },
  });

/** One whole partition. */
const batchWrite = (table: string): string => {
  const puts = Array.from({ length: ITEMS_EACH }, (_, number) => ({
    PutRequest: {
      Item: { ...KEY, sk: { S: String(number).padStart(2, '0') }, data: { S: DATA } },
    },
  }));
  return post('BatchWriteItem', { RequestItems: { [table]: puts } });
};

function post(operation: string, input: object): string {
  const body = JSON.stringify(input);
  return [
    'POST / HTTP/1.1',
    'Host: localhost',
    'Content-Type: application/x-amz-json-1.0',
    `X-Amz-Target: DynamoDB_20120810.${operation}`,
    'X-Amz-Date: 20260101T000000Z',
    `Authorization: ${AUTHORIZATION}`,
    `Content-Length: ${body.length}`,
    `\r\n${body}`,
  ].join('\r\n');
}

/** Makes a table and fills it. @returns items written a second */
export async function fillTable(port: number, table: string, items: number): Promise<number> {
  const dynamodb = createClient(DynamoDB, {
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
  });
  await dynamodb.createTable({
    TableName: table,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
    ],
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
  });
  let status: string | undefined;
  while (status !== 'ACTIVE')
    status = (await dynamodb.describeTable({ TableName: table })).Table?.TableStatus;
  dynamodb.destroy();
  const { requestsPerSecond } = await load({
    port,
    request: batchWrite(table),
    numbersBelow: items / ITEMS_EACH,
    inOrder: true,
    connections: 8,
    seconds: 0,
  });
  return requestsPerSecond * ITEMS_EACH;
}
