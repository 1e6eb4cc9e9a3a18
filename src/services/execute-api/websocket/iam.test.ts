import {
  ApiGatewayManagementApiClient,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { IAM } from '@aws-sdk/client-iam';
import { AddPermissionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, expect, it } from 'vitest';
import { signRequest } from '../../../protocol/sigv4/sign.ts';
import { createStack } from '../../../stack/create-stack.ts';
import { failureOf } from '../../apigatewayv2/fixture.ts';
import { connectTo, refusalOf, startSocketFixture } from './fixture.ts';

const { addRoute, createSocketApi, deployFunction, stack } = await startSocketFixture(
  await createStack({ iam: 'enforce' }),
);
afterAll(() => stack.stop());
const iam = stack.client(IAM);
const mock = {
  IntegrationType: 'MOCK' as const,
  RequestTemplates: { $default: '{"statusCode":200}' },
};

interface Keys {
  accessKeyId: string;
  secretAccessKey: string;
}

/** A user who may do one thing. */
async function userWith(UserName: string, Action: string, Resource: string): Promise<Keys> {
  await iam.createUser({ UserName });
  const Statement = [{ Effect: 'Allow', Action, Resource }];
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.putUserPolicy({ UserName, PolicyName: 'p', PolicyDocument });
  const { AccessKey } = await iam.createAccessKey({ UserName });
  return {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  };
}

const arnOf = (apiId: string, rest: string): string =>
  `arn:aws:execute-api:us-east-1:123456789012:${apiId}/${rest}`;

it('who may connect is asked of the signature and the policies', async () => {
  const apiId = await createSocketApi();
  await addRoute(apiId, '$connect', mock, { AuthorizationType: 'AWS_IAM' });
  const host = `${apiId}.execute-api.us-east-1.amazonaws.com`;
  const signed = (credentials: Keys): { host: string; headers: Record<string, string> } => ({
    host,
    headers: signRequest({
      request: { method: 'GET', path: '/test', query: '', headers: { host } },
      body: '',
      credentials,
      region: 'us-east-1',
      service: 'execute-api',
      nowEpochMs: stack.clock.now(),
    }),
  });
  const may = await userWith('may', 'execute-api:Invoke', arnOf(apiId, 'test/$connect'));
  const other = await userWith('other', 'execute-api:Invoke', arnOf(apiId, 'prod/$connect'));
  const client = await connectTo(stack, apiId, signed(may));
  client.socket.terminate();
  expect(await refusalOf(stack, apiId, signed(other))).toMatchObject({ status: 403 });
  expect(await refusalOf(stack, apiId)).toMatchObject({ status: 403 });
  const forged = signed({ ...may, secretAccessKey: 'x' });
  expect(await refusalOf(stack, apiId, forged)).toMatchObject({ status: 403 });
});

it('who may post is asked of execute-api:ManageConnections', async () => {
  const apiId = await createSocketApi();
  await addRoute(apiId, '$connect', mock);
  const client = await connectTo(stack, apiId);
  client.send('x');
  const { connectionId } = JSON.parse(await client.next()) as { connectionId: string };
  const post = (credentials: Keys, ConnectionId: string): Promise<unknown> => {
    const endpoint = `${stack.endpoint}/_aws/execute-api/${apiId}/test`;
    return stack
      .client(ApiGatewayManagementApiClient, { endpoint, credentials })
      .send(new PostToConnectionCommand({ ConnectionId, Data: 'hi' }));
  };
  const action = 'execute-api:ManageConnections';
  const may = await userWith('poster', action, arnOf(apiId, 'test/POST/@connections/*'));
  await post(may, connectionId);
  expect(await client.next()).toBe('hi');
  expect(await failureOf(post(may, 'AAAAAAAAAAAAAAA='))).toMatchObject({ status: 410 });
  const reader = await userWith('reader', action, arnOf(apiId, 'test/GET/@connections/*'));
  expect(await failureOf(post(reader, connectionId))).toMatchObject({ status: 403 });
  client.socket.terminate();
});

it('a function runs only for an API that it permits', async () => {
  const Principal = { Service: 'lambda.amazonaws.com' };
  await iam.createRole({
    RoleName: 'any',
    AssumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }],
    }),
  });
  const apiId = await createSocketApi();
  const IntegrationUri = await deployFunction(
    'permitted',
    'return { statusCode: 200, body: "ok" };',
  );
  await addRoute(apiId, 'x', { IntegrationUri }, { isTwoWay: true });
  const client = await connectTo(stack, apiId);
  client.send({ action: 'x' });
  expect(await client.next()).toContain('"Internal server error"');
  await stack.client(LambdaClient).send(
    new AddPermissionCommand({
      FunctionName: 'permitted',
      StatementId: 's',
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
      SourceArn: arnOf(apiId, '*'),
    }),
  );
  client.send({ action: 'x' });
  expect(await client.next()).toBe('ok');
  client.socket.terminate();
});
