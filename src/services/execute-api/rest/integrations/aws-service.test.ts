import {
  PutIntegrationCommand,
  PutIntegrationResponseCommand,
  PutMethodCommand,
  PutMethodResponseCommand,
  TestInvokeMethodCommand,
  UpdateRestApiCommand,
} from '@aws-sdk/client-api-gateway';
import { CreateTableCommand, DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import {
  CreateBucketCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startRestFixture } from '../../../apigateway/fixture.ts';

const { stack, client, createApi, createResource, deploy, call } = await startRestFixture();
afterAll(() => stack.stop());
const dynamodb = stack.client(DynamoDBClient);
const s3 = stack.client(S3Client);
const ROLE = 'arn:aws:iam::123456789012:role/gateway';

interface Service {
  uri: string;
  httpMethod?: string;
  template?: string;
  requestParameters?: Record<string, string>;
  /** By status: selection pattern and template; 200 is the default. */
  responses?: Record<
    string,
    { selectionPattern?: string; template?: string; headers?: Record<string, string> }
  >;
}

/** A method that takes what it maps, and answers what the service did. */
async function putService(
  restApiId: string,
  resourceId: string,
  httpMethod: string,
  {
    uri,
    httpMethod: integrationHttpMethod = 'POST',
    template,
    requestParameters,
    responses,
  }: Service,
): Promise<void> {
  const ref = { restApiId, resourceId, httpMethod };
  const source = Object.values(requestParameters ?? {}).filter((each) =>
    each.startsWith('method.'),
  );
  await client.send(
    new PutMethodCommand({
      ...ref,
      authorizationType: 'NONE',
      requestParameters: Object.fromEntries(source.map((each) => [each, false])),
    }),
  );
  await client.send(
    new PutIntegrationCommand({
      ...ref,
      type: 'AWS',
      uri: `arn:aws:apigateway:us-east-1:${uri}`,
      integrationHttpMethod,
      credentials: ROLE,
      requestParameters,
      ...(template !== undefined && { requestTemplates: { 'application/json': template } }),
    }),
  );
  for (const [statusCode, { selectionPattern, template: body, headers }] of Object.entries(
    responses ?? { 200: {} },
  )) {
    const names = Object.keys(headers ?? {});
    await client.send(
      new PutMethodResponseCommand({
        ...ref,
        statusCode,
        responseParameters: Object.fromEntries(names.map((name) => [name, false])),
      }),
    );
    await client.send(
      new PutIntegrationResponseCommand({
        ...ref,
        statusCode,
        ...(selectionPattern !== undefined && { selectionPattern }),
        ...(headers && { responseParameters: headers }),
        ...(body !== undefined && { responseTemplates: { 'application/json': body } }),
      }),
    );
  }
}

beforeAll(async () => {
  await dynamodb.send(
    new CreateTableCommand({
      TableName: 'tasks',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    }),
  );
  await s3.send(new CreateBucketCommand({ Bucket: 'files' }));
});

it('keeps tasks in DynamoDB without a function', async () => {
  const { id, root } = await createApi();
  const tasks = await createResource(id, root, 'tasks');
  const task = await createResource(id, tasks, '{id}');
  await putService(id, tasks, 'POST', {
    uri: 'dynamodb:action/PutItem',
    template: `{
      "TableName": "tasks",
      "Item": { "id": {"S": "$input.path('$.id')"}, "title": {"S": "$util.escapeJavaScript($input.path('$.title'))"} }
    }`,
    responses: {
      200: { template: `{"saved":true}` },
      400: {
        selectionPattern: '4\\d{2}',
        template: `{"error":$input.json('$.message')}`,
      },
    },
  });
  await putService(id, task, 'GET', {
    uri: 'dynamodb:action/GetItem',
    template: `{"TableName":"tasks","Key":{"id":{"S":"$input.params('id')"}}}`,
    responses: {
      200: {
        template: `#set($item = $input.path('$').Item)#if(!$item)#set($context.responseOverride.status = 404){"message":"no such task"}#else{"id":"$item.id.S","title":"$item.title.S"}#end`,
      },
    },
  });
  await putService(id, tasks, 'GET', {
    uri: 'dynamodb:action/Scan',
    template: `{"TableName":"tasks"}`,
    responses: {
      200: {
        template: `[#foreach($item in $input.path('$.Items'))"$item.id.S"#if($foreach.hasNext),#end#end]`,
      },
    },
  });
  await deploy(id);
  const body = JSON.stringify({ id: '1', title: 'write "docs"' });
  const headers = { 'content-type': 'application/json' };
  const saved = await call(id, '/prod/tasks', { method: 'POST', headers, body });
  expect(saved).toMatchObject({ status: 200, body: '{"saved":true}' });
  const { Item } = await dynamodb.send(
    new GetItemCommand({ TableName: 'tasks', Key: { id: { S: '1' } } }),
  );
  expect(Item?.['title']).toEqual({ S: 'write "docs"' });
  expect((await call(id, '/prod/tasks/1')).body).toContain('"id":"1"');
  expect(await call(id, '/prod/tasks/2')).toMatchObject({ status: 404 });
  expect(await call(id, '/prod/tasks')).toMatchObject({ status: 200, body: '["1"]' });
  const refused = await call(id, '/prod/tasks', { method: 'POST', headers, body: '{"id":""}' });
  expect(refused.status).toBe(400);
  expect(refused.body).toContain('empty string value');
});

it('reads and writes objects of S3, bytes as they are', async () => {
  const { id, root } = await createApi({ binaryMediaTypes: ['image/png'] });
  const folder = await createResource(id, root, '{folder}');
  const item = await createResource(id, folder, '{item+}');
  const requestParameters = {
    'integration.request.path.bucket': 'method.request.path.folder',
    'integration.request.path.key': 'method.request.path.item',
    'integration.request.header.Content-Type': 'method.request.header.Content-Type',
  };
  const uri = 's3:path/{bucket}/{key}';
  await putService(id, item, 'PUT', { uri, httpMethod: 'PUT', requestParameters });
  await putService(id, item, 'GET', {
    uri,
    httpMethod: 'GET',
    requestParameters,
    responses: {
      200: {
        headers: {
          'method.response.header.Content-Type': 'integration.response.header.Content-Type',
          'method.response.header.Content-Length': 'integration.response.header.Content-Length',
          'method.response.header.ETag': 'integration.response.header.ETag',
        },
      },
      404: { selectionPattern: '404' },
    },
  });
  await deploy(id);
  const bytes = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0xff, 0x00]);
  const put = await call(id, '/prod/files/a/b%20c.png', {
    method: 'PUT',
    headers: { 'content-type': 'image/png' },
    body: bytes,
  });
  expect(put).toMatchObject({ status: 200 });
  const object = await s3.send(new GetObjectCommand({ Bucket: 'files', Key: 'a/b c.png' }));
  expect(object.ContentType).toBe('image/png');
  expect(Buffer.from(await object.Body!.transformToByteArray())).toEqual(bytes);

  await s3.send(
    new PutObjectCommand({
      Bucket: 'files',
      Key: 'note.txt',
      Body: 'héllo',
      ContentType: 'text/plain',
    }),
  );
  const got = await call(id, '/prod/files/note.txt');
  expect(got).toMatchObject({ status: 200, body: 'héllo' });
  expect(got.headers).toMatchObject({ 'content-type': 'text/plain', 'content-length': '6' });
  expect(got.rawHeaders.filter((each) => each.toLowerCase() === 'content-length')).toHaveLength(1);
  expect(got.headers['etag']).toBeDefined();
  const missing = await call(id, '/prod/files/none');
  expect(missing).toMatchObject({ status: 404 });
  expect(missing.body).toContain('<Code>NoSuchKey</Code>');
  const climbing = await call(id, '/prod/files/..%2f..%2fx');
  expect(climbing.status).toBe(400);
});

it('names an action with its parameters in the query, and a bucket before the service', async () => {
  const { id, root } = await createApi();
  const who = await createResource(id, root, 'who');
  const list = await createResource(id, root, 'list');
  await putService(id, who, 'GET', {
    uri: 'sts:action/GetCallerIdentity',
    responses: {
      200: { template: `$input.path('$.GetCallerIdentityResponse.GetCallerIdentityResult.Arn')` },
    },
  });
  await putService(id, list, 'GET', {
    uri: 'files.s3:path/?list-type=2&prefix=note',
    httpMethod: 'GET',
  });
  await deploy(id);
  expect((await call(id, '/prod/who')).body).toBe(
    'arn:aws:sts::123456789012:assumed-role/gateway/BackplaneAssumeRoleSession',
  );
  expect((await call(id, '/prod/list')).body).toContain('<Key>note.txt</Key>');
});

it('answers 500 for a service that is not here, and says so in the execution log', async () => {
  const { id, root } = await createApi();
  await putService(id, root, 'GET', { uri: 'ec2:action/DescribeInstances' });
  const queue = await createResource(id, root, 'table');
  await putService(id, queue, 'GET', {
    uri: 'dynamodb:action/ExecuteNothing',
    responses: { 200: { headers: {} } },
  });
  const test = (resourceId: string) =>
    client.send(new TestInvokeMethodCommand({ restApiId: id, resourceId, httpMethod: 'GET' }));
  const answer = await test(root);
  expect(answer).toMatchObject({ status: 500, body: '{"message": "Internal server error"}' });
  expect(answer.log).toContain('Brume does not have the AWS service ec2');
  const unknown = await test(queue);
  expect(unknown.log).toContain('UnknownOperationException');
  expect(unknown.log).toContain('Received response. Status: 400');
});

it('reads the API as it is after a change', async () => {
  const { id, root } = await createApi();
  await putService(id, root, 'GET', { uri: 'dynamodb:action/ListTables' });
  await deploy(id);
  expect((await call(id, '/prod')).body).toBe('{"TableNames":["tasks"]}');
  await client.send(
    new UpdateRestApiCommand({
      restApiId: id,
      patchOperations: [{ op: 'add', path: '/binaryMediaTypes/*~1*' }],
    }),
  );
  await deploy(id);
  expect((await call(id, '/prod')).body).toBe('{"TableNames":["tasks"]}');
});
