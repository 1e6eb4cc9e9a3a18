// Practice task 2: CRUD of tasks, behind a REST API or an HTTP API (payload 1.0 or 2.0), in DynamoDB.
const { randomUUID } = require('node:crypto');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  ScanCommand,
} = require('@aws-sdk/lib-dynamodb');

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const TableName = process.env.TABLE_NAME ?? 'Tasks';

exports.handler = async (event) => {
  const method = event.httpMethod ?? event.requestContext.http.method;
  const id = event.pathParameters?.id;
  try {
    return await (id === undefined ? collection(method, event) : single(method, id, event));
  } catch (error) {
    console.error('Error:', error);
    return error instanceof SyntaxError
      ? response(400, { error: error.message })
      : response(500, { error: error.message });
  }
};

async function collection(method, event) {
  if (method === 'GET')
    return response(200, (await client.send(new ScanCommand({ TableName }))).Items);
  if (method !== 'POST') return response(405, { error: 'Method not allowed' });
  const Item = { done: false, ...JSON.parse(event.body), id: randomUUID() };
  await client.send(new PutCommand({ TableName, Item }));
  return response(201, Item);
}

async function single(method, id, event) {
  const { Item } = await client.send(new GetCommand({ TableName, Key: { id } }));
  if (!Item) return response(404, { error: 'Task not found' });
  switch (method) {
    case 'GET':
      return response(200, Item);
    case 'PUT': {
      const updated = { ...Item, ...JSON.parse(event.body), id };
      await client.send(new PutCommand({ TableName, Item: updated }));
      return response(200, updated);
    }
    case 'DELETE':
      await client.send(new DeleteCommand({ TableName, Key: { id } }));
      return response(200, { message: 'Task deleted' });
    default:
      return response(405, { error: 'Method not allowed' });
  }
}

function response(statusCode, body) {
  return {
    statusCode,
    headers: {
      'Content-Type': 'application/json',
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Methods': 'GET,POST,PUT,DELETE',
      'Access-Control-Allow-Headers': 'Content-Type,Authorization',
    },
    body: JSON.stringify(body),
  };
}
