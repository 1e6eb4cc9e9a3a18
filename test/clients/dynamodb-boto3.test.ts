/** boto3 as people use it: the script is Python, and its last line is what it saw. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createStack, type Stack } from '../../src/stack/create-stack.ts';
import { boto3 } from '../../tools/setup/boto3.ts';
import { capture } from '../../tools/command.ts';

const python = await boto3.find();
if (!python) console.log('MISSING TOOL  boto3: its tests are skipped.');

let stack: Stack;
beforeAll(async () => {
  stack = await createStack();
});
afterAll(() => stack.stop());

async function run(script: string): Promise<unknown> {
  const { code, text } = await capture(python!.path, ['-c', script], {
    env: { ...process.env, ...stack.env() },
  });
  expect({ code, text }).toMatchObject({ code: 0 });
  return JSON.parse(text.trim().split('\n').at(-1)!);
}

it.skipIf(!python)(
  'works by resources, batches, pages and conditions',
  { timeout: 60_000 },
  async () => {
    const seen = await run(`
import json
from decimal import Decimal
import boto3
from boto3.dynamodb.conditions import Attr, Key

dynamodb = boto3.resource('dynamodb')
table = dynamodb.create_table(
    TableName='Movies',
    KeySchema=[{'AttributeName': 'year', 'KeyType': 'HASH'}, {'AttributeName': 'title', 'KeyType': 'RANGE'}],
    AttributeDefinitions=[{'AttributeName': 'year', 'AttributeType': 'N'}, {'AttributeName': 'title', 'AttributeType': 'S'}],
    BillingMode='PAY_PER_REQUEST',
)
table.wait_until_exists()
with table.batch_writer(overwrite_by_pkeys=['year', 'title']) as batch:
    for number in range(60):
        batch.put_item(Item={'year': 2024, 'title': f'Film {number:02}', 'rating': Decimal('7.25'), 'cast': {'Ann', 'Bob'}, 'raw': b'\\x00\\xff'})
    batch.put_item(Item={'year': 2024, 'title': 'Film 00', 'rating': Decimal('1')})
    batch.delete_item(Key={'year': 2024, 'title': 'Film 59'})

seen = {}
seen['exists'] = [each.name for each in dynamodb.tables.all()]
item = table.get_item(Key={'year': 2024, 'title': 'Film 01'})['Item']
seen['rating'] = str(item['rating'] * 2)
seen['cast'] = sorted(item['cast'])
seen['raw'] = item['raw'].value.hex()
found = table.query(
    KeyConditionExpression=Key('year').eq(2024) & Key('title').between('Film 10', 'Film 19'),
    FilterExpression=Attr('cast').contains('Ann') & ~Attr('rating').lt(7),
    ProjectionExpression='title',
)
seen['found'] = found['Count']
try:
    table.put_item(Item={'year': 2024, 'title': 'Film 01'}, ConditionExpression=Attr('title').not_exists())
except dynamodb.meta.client.exceptions.ConditionalCheckFailedException as error:
    seen['failed'] = str(error)
updated = table.update_item(
    Key={'year': 2024, 'title': 'Film 02'},
    UpdateExpression='SET #r = #r + :d ADD votes :one',
    ExpressionAttributeNames={'#r': 'rating'},
    ExpressionAttributeValues={':d': Decimal('0.05'), ':one': 1},
    ReturnValues='UPDATED_NEW',
)
seen['updated'] = {name: str(value) for name, value in updated['Attributes'].items()}
client = boto3.client('dynamodb')
pages = client.get_paginator('scan').paginate(TableName='Movies', PaginationConfig={'PageSize': 25})
seen['pages'] = [page['Count'] for page in pages]
client.get_waiter('table_exists').wait(TableName='Movies')
client.transact_write_items(TransactItems=[
    {'Put': {'TableName': 'Movies', 'Item': {'year': {'N': '1'}, 'title': {'S': 'T'}}}},
])
seen['batch'] = len(dynamodb.batch_get_item(RequestItems={'Movies': {'Keys': [{'year': 1, 'title': 'T'}]}})['Responses']['Movies'])
try:
    client.get_item(TableName='Nothing', Key={'id': {'S': 'x'}})
except client.exceptions.ResourceNotFoundException as error:
    seen['missing'] = str(error)
print(json.dumps(seen))
`);
    expect(seen).toEqual({
      exists: ['Movies'],
      rating: '14.50',
      cast: ['Ann', 'Bob'],
      raw: '00ff',
      found: 10,
      failed:
        'An error occurred (ConditionalCheckFailedException) when calling the PutItem operation: The conditional request failed',
      updated: { rating: '7.3', votes: '1' },
      pages: [25, 25, 9],
      batch: 1,
      missing:
        'An error occurred (ResourceNotFoundException) when calling the GetItem operation: Requested resource not found',
    });
  },
);

it.skipIf(!python)(
  'keeps what Powertools for Python must do only once',
  { timeout: 60_000 },
  async () => {
    const seen = await run(`
import json
import boto3
from aws_lambda_powertools.utilities.idempotency import DynamoDBPersistenceLayer, IdempotencyConfig, idempotent_function
from aws_lambda_powertools.utilities.idempotency.exceptions import IdempotencyValidationError

boto3.client('dynamodb').create_table(
    TableName='Once',
    KeySchema=[{'AttributeName': 'id', 'KeyType': 'HASH'}],
    AttributeDefinitions=[{'AttributeName': 'id', 'AttributeType': 'S'}],
    BillingMode='PAY_PER_REQUEST',
)
done = []
config = IdempotencyConfig(event_key_jmespath='id', payload_validation_jmespath='amount')

@idempotent_function(data_keyword_argument='order', persistence_store=DynamoDBPersistenceLayer(table_name='Once'), config=config)
def pay(order):
    done.append(order['id'])
    return {'paid': order['amount']}

answers = [pay(order={'id': 'a', 'amount': 5}), pay(order={'id': 'a', 'amount': 5}), pay(order={'id': 'b', 'amount': 6})]
try:
    pay(order={'id': 'a', 'amount': 7})
except IdempotencyValidationError:
    answers.append('refused')
print(json.dumps({'done': done, 'answers': answers}))
`);
    expect(seen).toEqual({
      done: ['a', 'b'],
      answers: [{ paid: 5 }, { paid: 5 }, { paid: 6 }, 'refused'],
    });
  },
);
