// A chat: whoever is connected stands in a table, and what one says is posted to all.
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, DeleteCommand, PutCommand, ScanCommand } = require('@aws-sdk/lib-dynamodb');
const {
  ApiGatewayManagementApiClient,
  PostToConnectionCommand,
} = require('@aws-sdk/client-apigatewaymanagementapi');

const TableName = 'Connections';
const table = DynamoDBDocumentClient.from(new DynamoDBClient({}));
let connections;

exports.handler = async (event) => {
  const { connectionId, routeKey } = event.requestContext;
  if (routeKey === '$connect') {
    const name = event.queryStringParameters?.name ?? 'somebody';
    await table.send(new PutCommand({ TableName, Item: { connectionId, name } }));
  } else if (routeKey === '$disconnect') {
    await table.send(new DeleteCommand({ TableName, Key: { connectionId } }));
  } else if (routeKey === 'say') {
    await say(event);
  } else {
    return { statusCode: 200, body: 'Say something: {"action":"say","text":"hello"}' };
  }
  return { statusCode: 200 };
};

async function say({ body, requestContext }) {
  connections ??= new ApiGatewayManagementApiClient({ endpoint: endpointOf(requestContext) });
  const { Items } = await table.send(new ScanCommand({ TableName }));
  const from = Items.find((each) => each.connectionId === requestContext.connectionId)?.name;
  const Data = JSON.stringify({ from, text: JSON.parse(body).text });
  await Promise.all(Items.map(({ connectionId }) => post(connectionId, Data)));
}

async function post(ConnectionId, Data) {
  try {
    await connections.send(new PostToConnectionCommand({ ConnectionId, Data }));
  } catch (error) {
    if (error.name !== 'GoneException') throw error;
    // It left without a goodbye.
    await table.send(new DeleteCommand({ TableName, Key: { connectionId: ConnectionId } }));
  }
}

// On AWS the API has a name of its own; a Brume on this machine is reached where the SDK reaches it.
function endpointOf({ apiId, domainName, stage }) {
  const local = process.env.AWS_ENDPOINT_URL;
  return local ? `${local}/_aws/execute-api/${apiId}/${stage}` : `https://${domainName}/${stage}`;
}
