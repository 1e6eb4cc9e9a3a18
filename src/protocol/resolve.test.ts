import { expect, test } from 'vitest';
import { loadModel } from './model.ts';
import { identifyService, resolveOperation, type RequestHead } from './resolve.ts';
import type { ServiceId } from './service-id.ts';

function head(parts: Partial<RequestHead>): RequestHead {
  return { method: 'POST', path: '/', query: '', headers: {}, ...parts };
}

function scope(service: string): Record<string, string> {
  const credential = `Credential=AKID/20260101/us-east-1/${service}/aws4_request`;
  return { authorization: `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host, Signature=00` };
}

test.each<[string, Partial<RequestHead>, ServiceId | undefined]>([
  ['credential scope', { headers: scope('lambda') }, 'lambda'],
  ['the scope of CloudWatch', { headers: scope('monitoring') }, 'cloudwatch'],
  ['the scope of connections', { headers: scope('execute-api') }, 'apigatewaymanagementapi'],
  [
    'one scope, two API Gateways',
    { path: '/v2/apis', headers: scope('apigateway') },
    'apigatewayv2',
  ],
  [
    'one scope, two API Gateways',
    { path: '/restapis', headers: scope('apigateway') },
    'apigateway',
  ],
  [
    'one scope, a table and its stream',
    { headers: { ...scope('dynamodb'), 'x-amz-target': 'DynamoDBStreams_20120810.GetRecords' } },
    'dynamodbstreams',
  ],
  [
    'a presigned URL',
    {
      query: 'X-Amz-Credential=AKID%2F20260101%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Signature=00',
    },
    's3',
  ],
  ['X-Amz-Target', { headers: { 'x-amz-target': 'AmazonSQS.SendMessage' } }, 'sqs'],
  [
    'a secret manager target',
    { headers: { 'x-amz-target': 'secretsmanager.GetSecretValue' } },
    'secretsmanager',
  ],
  ['the host', { headers: { host: 'sqs.us-east-1.localhost.localstack.cloud:4566' } }, 'sqs'],
  [
    'the host of streams',
    { headers: { host: 'streams.dynamodb.us-east-1.amazonaws.com' } },
    'dynamodbstreams',
  ],
  ['a bucket named like a service', { headers: { host: 'events.s3.localhost:4566' } }, 's3'],
  [
    'an rpc-v2-cbor path',
    { path: '/service/GraniteServiceVersion20100801/operation/ListMetrics' },
    'cloudwatch',
  ],
  ['Action and Version', { query: 'Action=GetCallerIdentity&Version=2011-06-15' }, 'sts'],
  [
    'Action and Version in a form',
    {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: Buffer.from('Action=ListUsers&Version=2010-05-08'),
    },
    'iam',
  ],
  ['a path of Lambda', { path: '/2015-03-31/functions' }, 'lambda'],
  ['a path of API Gateway', { path: '/restapis/abc' }, 'apigateway'],
  ['nothing', { path: '/some/thing', headers: { host: 'localhost:4566' } }, undefined],
  ['a scope of another service', { headers: scope('ec2') }, undefined],
])('a service is known by %s', (_, parts, expected) => {
  expect(identifyService(head(parts))).toBe(expected);
});

async function resolve(service: ServiceId, parts: Partial<RequestHead>): Promise<string> {
  const { operation, protocol } = resolveOperation(await loadModel(service), head(parts));
  return `${operation.name} ${protocol}`;
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

test.each<[ServiceId, Partial<RequestHead>, string]>([
  ['lambda', { method: 'GET', path: '/2015-03-31/functions/' }, 'ListFunctions rest-json'],
  [
    'lambda',
    { path: '/2015-03-31/functions/arn%3Aaws%3Alambda%2Ff/invocations' },
    'Invoke rest-json',
  ],
  ['apigateway', { query: 'mode=import', path: '/apikeys' }, 'ImportApiKeys rest-json'],
  ['apigateway', { path: '/apikeys' }, 'CreateApiKey rest-json'],
  ['apigatewaymanagementapi', { path: '/prod/@connections/abc%3D' }, 'PostToConnection rest-json'],
  ['apigatewaymanagementapi', { path: '/@connections/abc%3D' }, 'PostToConnection rest-json'],
  ['s3', { method: 'GET' }, 'ListBuckets rest-xml'],
  ['s3', { method: 'GET', path: '/bucket/' }, 'ListObjects rest-xml'],
  ['s3', { method: 'GET', path: '/bucket', query: 'list-type=2' }, 'ListObjectsV2 rest-xml'],
  ['s3', { method: 'GET', headers: { host: 'bucket.s3.localhost:4566' } }, 'ListObjects rest-xml'],
  ['s3', { method: 'GET', path: '/bucket/a//b/' }, 'GetObject rest-xml'],
  ['s3', { method: 'GET', path: '/bucket/key', query: 'uploadId=1' }, 'ListParts rest-xml'],
  ['s3', { method: 'PUT', path: '/bucket/key' }, 'PutObject rest-xml'],
  [
    's3',
    { method: 'PUT', path: '/bucket/key', headers: { 'x-amz-copy-source': '/b/k' } },
    'CopyObject rest-xml',
  ],
  [
    's3',
    { method: 'PUT', path: '/bucket/key', query: 'partNumber=1&uploadId=1' },
    'UploadPart rest-xml',
  ],
  [
    's3',
    {
      method: 'PUT',
      path: '/bucket/key',
      query: 'partNumber=1&uploadId=1',
      headers: { 'x-amz-copy-source': '/b/k' },
    },
    'UploadPartCopy rest-xml',
  ],
  ['s3', { path: '/bucket/key', query: 'uploads' }, 'CreateMultipartUpload rest-xml'],
  ['s3', { path: '/bucket/key', query: 'uploadId=1' }, 'CompleteMultipartUpload rest-xml'],
  [
    's3',
    { method: 'GET', path: '/bucket', query: 'analytics&id=a' },
    'GetBucketAnalyticsConfiguration rest-xml',
  ],
  [
    's3',
    { method: 'GET', path: '/bucket', query: 'analytics' },
    'ListBucketAnalyticsConfigurations rest-xml',
  ],
  [
    'sqs',
    { headers: FORM, body: Buffer.from('Action=ListQueues&Version=2012-11-05') },
    'ListQueues aws-query',
  ],
  ['sqs', { headers: { 'x-amz-target': 'AmazonSQS.ListQueues' } }, 'ListQueues aws-json-1.0'],
  [
    'cloudwatch',
    {
      path: '/service/GraniteServiceVersion20100801/operation/ListMetrics',
      headers: { 'smithy-protocol': 'rpc-v2-cbor' },
    },
    'ListMetrics rpc-v2-cbor',
  ],
])('%s %j is found', async (service, parts, expected) => {
  expect(await resolve(service, parts)).toBe(expected);
});

test.each<[ServiceId, Partial<RequestHead>, string, number]>([
  ['lambda', { method: 'GET', path: '/2015-03-31/nothing' }, 'UnknownOperationException', 404],
  ['lambda', { method: 'PATCH', path: '/2015-03-31/functions' }, 'UnknownOperationException', 404],
  ['s3', { method: 'PATCH', path: '/bucket/key' }, 'MethodNotAllowed', 405],
  [
    'dynamodb',
    { headers: { 'x-amz-target': 'DynamoDB_20120810.Nothing' } },
    'UnknownOperationException',
    400,
  ],
  [
    'dynamodb',
    { headers: { 'x-amz-target': 'Other_20120810.GetItem' } },
    'UnknownOperationException',
    400,
  ],
  [
    'dynamodb',
    { headers: { 'x-amz-target': 'DynamoDB_20120810.__proto__' } },
    'UnknownOperationException',
    400,
  ],
  ['dynamodb', {}, 'UnknownOperationException', 400],
  ['iam', { headers: FORM, body: Buffer.from('Action=Nothing') }, 'InvalidAction', 400],
  ['iam', { headers: FORM, body: Buffer.from('Version=1') }, 'MissingAction', 400],
])('%s %j is refused as AWS refuses it', async (service, parts, code, status) => {
  await expect(resolve(service, parts)).rejects.toMatchObject({ code, status });
});
