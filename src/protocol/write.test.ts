import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { AwsError } from './aws-error.ts';
import type { ProtocolName, WireResponse } from './interface.ts';
import { loadModel } from './model.ts';
import type { ServiceId } from './service-id.ts';
import { guessProtocol, writeError, writeOutput } from './write.ts';

const REQUEST_ID = 'request-1';

async function output(
  id: ServiceId,
  name: string,
  protocol: ProtocolName,
  values: object,
): Promise<WireResponse> {
  const operation = (await loadModel(id)).operations.get(name);
  if (!operation) throw new Error(`${id} has no ${name}`);
  return writeOutput({ operation, protocol }, values, REQUEST_ID);
}

async function error(
  id: ServiceId,
  protocol: ProtocolName,
  thrown: AwsError,
): Promise<WireResponse> {
  return writeError(await loadModel(id), protocol, thrown, REQUEST_ID);
}

function text({ body }: WireResponse): string {
  return Buffer.isBuffer(body) ? body.toString('utf8') : (body as string);
}

test('Lambda: the status of the model, the members as they are named', async () => {
  const response = await output('lambda', 'CreateFunction', 'rest-json', {
    FunctionName: 'f',
    Timeout: undefined,
    Role: null,
  });
  expect(response).toMatchObject({
    status: 201,
    headers: { 'x-amzn-requestid': REQUEST_ID, 'content-type': 'application/json' },
  });
  expect(text(response)).toBe('{"FunctionName":"f"}');
});

test('an empty success has no body', async () => {
  const response = await output('lambda', 'DeleteFunctionConcurrency', 'rest-json', {});
  expect(response).toMatchObject({ status: 204, body: '' });
});

test('Lambda: errors say whose fault they are, in the casing of the model', async () => {
  const response = await error(
    'lambda',
    'rest-json',
    new AwsError('ResourceNotFoundException', 'Function not found: f'),
  );
  expect(response).toMatchObject({
    status: 404,
    headers: { 'x-amzn-errortype': 'ResourceNotFoundException' },
  });
  expect(JSON.parse(text(response))).toEqual({ Type: 'User', Message: 'Function not found: f' });
  const service = await error('lambda', 'rest-json', new AwsError('ServiceException', 'broken'));
  expect(service.status).toBe(500);
  expect(JSON.parse(text(service))).toMatchObject({ Type: 'Server', Message: 'broken' });
});

test('a header of an error stays a header', async () => {
  const thrown = new AwsError('TooManyRequestsException', 'slow', {
    members: { retryAfterSeconds: '3', Reason: 'CallerRateLimitExceeded' },
  });
  const response = await error('lambda', 'rest-json', thrown);
  expect(response).toMatchObject({ status: 429, headers: { 'retry-after': '3' } });
  expect(JSON.parse(text(response))).toEqual({
    Type: 'User',
    message: 'slow',
    Reason: 'CallerRateLimitExceeded',
  });
});

test('DynamoDB: the checksum of the body, and errors with the namespace of the service', async () => {
  const response = await output('dynamodb', 'GetItem', 'aws-json-1.0', { Item: { a: { N: '1' } } });
  expect(response.headers['x-amz-crc32']).toBe(String(crc32(response.body as Buffer)));
  const modelled = await error(
    'dynamodb',
    'aws-json-1.0',
    new AwsError('ResourceNotFoundException', 'no table'),
  );
  expect(JSON.parse(text(modelled))).toEqual({
    __type: 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException',
    message: 'no table',
  });
  const common = await error(
    'dynamodb',
    'aws-json-1.0',
    new AwsError('ValidationException', 'bad'),
  );
  expect(JSON.parse(text(common))).toEqual({
    __type: 'com.amazon.coral.validate#ValidationException',
    message: 'bad',
  });
});

test('SQS: the same error by its JSON name and its query name', async () => {
  const thrown = new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
  const json = await error('sqs', 'aws-json-1.0', thrown);
  expect(json).toMatchObject({
    status: 400,
    headers: { 'x-amzn-query-error': 'AWS.SimpleQueueService.NonExistentQueue;Sender' },
  });
  expect(JSON.parse(text(json))).toMatchObject({ __type: 'com.amazonaws.sqs#QueueDoesNotExist' });
  const query = await error('sqs', 'aws-query', thrown);
  expect(text(query)).toBe(
    '<ErrorResponse xmlns="http://queue.amazonaws.com/doc/2012-11-05/"><Error><Type>Sender</Type>' +
      '<Code>AWS.SimpleQueueService.NonExistentQueue</Code><Message>The specified queue does not exist.</Message>' +
      '</Error><RequestId>request-1</RequestId></ErrorResponse>',
  );
  expect(query.status).toBe(400);
});

test('query: results are wrapped and carry the request id, also when there are none', async () => {
  const response = await output('iam', 'GetUser', 'aws-query', {
    User: { UserName: '<a&"b">', Path: '/' },
  });
  expect(text(response)).toBe(
    '<GetUserResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetUserResult><User><Path>/</Path>' +
      '<UserName>&lt;a&amp;&quot;b&quot;&gt;</UserName></User></GetUserResult>' +
      '<ResponseMetadata><RequestId>request-1</RequestId></ResponseMetadata></GetUserResponse>',
  );
  const empty = await output('iam', 'DeleteRole', 'aws-query', {});
  expect(text(empty)).toBe(
    '<DeleteRoleResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">' +
      '<ResponseMetadata><RequestId>request-1</RequestId></ResponseMetadata></DeleteRoleResponse>',
  );
});

test('S3: documents and errors in its own form', async () => {
  const location = await output('s3', 'GetBucketLocation', 'rest-xml', {
    LocationConstraint: 'eu-west-1',
  });
  expect(text(location)).toBe(
    '<?xml version="1.0" encoding="UTF-8"?><LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">eu-west-1</LocationConstraint>',
  );
  const missing = await error(
    's3',
    'rest-xml',
    new AwsError('NoSuchKey', 'gone', { members: { Key: 'a&b' } }),
  );
  expect(missing).toMatchObject({ status: 404, headers: { 'x-amz-request-id': REQUEST_ID } });
  expect(text(missing)).toContain(
    '<Error><Code>NoSuchKey</Code><Message>gone</Message><Key>a&amp;b</Key><RequestId>',
  );
});

test('values that no header can carry are encoded, so that none can add a header', async () => {
  const metadata = { plain: 'grey', wide: 'grün ✓', evil: 'a\r\nset-cookie: b' };
  const { headers } = await output('s3', 'HeadObject', 'rest-xml', { Metadata: metadata });
  expect(headers['x-amz-meta-plain']).toBe('grey');
  expect(headers['x-amz-meta-wide']).toBe(
    `=?UTF-8?B?${Buffer.from('grün ✓').toString('base64')}?=`,
  );
  expect(headers['x-amz-meta-evil']).toMatch(/^=\?UTF-8\?B\?[\w+/=]+\?=$/);
});

test('an error without a model keeps its code and status in every protocol', async () => {
  const thrown = new AwsError('NotImplemented', 'not built', { status: 501 });
  const protocols: ProtocolName[] = [
    'rest-json',
    'rest-xml',
    'aws-json-1.1',
    'aws-query',
    'rpc-v2-cbor',
  ];
  for (const protocol of protocols) {
    const response = writeError(undefined, protocol, thrown, REQUEST_ID);
    expect(response.status).toBe(501);
    expect(response.headers['x-amzn-errortype'] ?? text(response)).toContain('NotImplemented');
  }
});

test('the protocol of a request is guessed from its headers alone where no service is known', () => {
  const guess = (headers: Record<string, string>): ProtocolName =>
    guessProtocol({ path: '/', query: '', headers });
  expect(guess({ 'content-type': 'application/x-amz-json-1.1' })).toBe('aws-json-1.1');
  expect(guess({ 'content-type': 'application/x-www-form-urlencoded' })).toBe('aws-query');
  expect(guess({ 'smithy-protocol': 'rpc-v2-cbor' })).toBe('rpc-v2-cbor');
  expect(guess({})).toBe('rest-json');
});
