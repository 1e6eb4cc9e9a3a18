import { APIGateway } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2 } from '@aws-sdk/client-apigatewayv2';
import { IAM } from '@aws-sdk/client-iam';
import { describe, expect, test } from 'vitest';
import { signRequest } from '../protocol/sigv4/sign.ts';
import { type Answer, request } from '../services/lambda/fixtures/request.ts';
import { ECHO, ROLE, startStack } from '../services/lambda/fixtures/stack.ts';

const ACCOUNT = '123456789012';
const ROOT = { accessKeyId: 'test', secretAccessKey: 'test' };
const { stack, lambda, create, createActive } = await startStack({ iam: 'enforce' });
const iam = stack.client(IAM);

async function send(
  url: string,
  signing?: { service: string; credentials?: typeof ROOT },
): Promise<Answer> {
  const { host, pathname, search } = new URL(url);
  const headers = signing
    ? signRequest({
        request: { method: 'GET', path: pathname, query: search.slice(1), headers: { host } },
        body: '',
        region: 'us-east-1',
        nowEpochMs: Date.now(),
        credentials: ROOT,
        ...signing,
      })
    : {};
  return request(stack.port, url, { headers });
}

test('a function needs a role that lets Lambda in', async () => {
  await create('no-role');
  await expect(lambda.invoke({ FunctionName: 'no-role' })).rejects.toThrow(
    'is not authorized to perform: sts:AssumeRole',
  );
  await iam.createRole({
    RoleName: ROLE.split('/')[1],
    AssumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { Service: 'lambda.amazonaws.com' },
        Action: 'sts:AssumeRole',
      },
    }),
  });
  await createActive('echo', ECHO);
  expect((await lambda.invoke({ FunctionName: 'echo', Payload: '{}' })).StatusCode).toBe(200);
});

describe('function URLs', () => {
  test('NONE needs the public permission', async () => {
    await createActive('open', ECHO);
    const { FunctionUrl = '' } = await lambda.createFunctionUrlConfig({
      FunctionName: 'open',
      AuthType: 'NONE',
    });
    expect(await send(FunctionUrl)).toMatchObject({ status: 403, body: '{"Message":"Forbidden"}' });
    await lambda.addPermission({
      FunctionName: 'open',
      StatementId: 'url',
      Principal: '*',
      Action: 'lambda:InvokeFunctionUrl',
      FunctionUrlAuthType: 'NONE',
    });
    expect(await send(FunctionUrl)).toMatchObject({ status: 403 });
    await lambda.addPermission({
      FunctionName: 'open',
      StatementId: 'invoke',
      Principal: '*',
      Action: 'lambda:InvokeFunction',
      InvokedViaFunctionUrl: true,
    });
    expect(await send(FunctionUrl)).toMatchObject({ status: 200 });
  });

  test('AWS_IAM needs a signature, and the function learns whose', async () => {
    await createActive('shut', ECHO);
    const { FunctionUrl = '' } = await lambda.createFunctionUrlConfig({
      FunctionName: 'shut',
      AuthType: 'AWS_IAM',
    });
    expect(await send(FunctionUrl)).toMatchObject({ status: 403, body: '{"Message":"Forbidden"}' });
    const forged = { ...ROOT, secretAccessKey: 'guess' };
    expect(await send(FunctionUrl, { service: 'lambda', credentials: forged })).toMatchObject({
      status: 403,
      headers: { 'x-amzn-errortype': 'InvalidSignatureException' },
    });
    const answer = await send(FunctionUrl, { service: 'lambda' });
    expect(JSON.parse(answer.body)).toMatchObject({
      requestContext: {
        accountId: ACCOUNT,
        authorizer: {
          iam: { accessKey: 'test', accountId: ACCOUNT, userArn: `arn:aws:iam::${ACCOUNT}:root` },
        },
      },
    });
  });
});

test('an HTTP API needs a permission, and a route may need a signature', async () => {
  const client = stack.client(ApiGatewayV2);
  await createActive('behind-http', ECHO);
  const { ApiId, ApiEndpoint } = await client.createApi({ Name: 'a', ProtocolType: 'HTTP' });
  await client.createStage({ ApiId, StageName: '$default', AutoDeploy: true });
  const { IntegrationId } = await client.createIntegration({
    ApiId,
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: `arn:aws:lambda:us-east-1:${ACCOUNT}:function:behind-http`,
    PayloadFormatVersion: '2.0',
  });
  const Target = `integrations/${IntegrationId}`;
  await client.createRoute({ ApiId, RouteKey: 'GET /open', Target });
  await client.createRoute({
    ApiId,
    RouteKey: 'GET /signed/{id}',
    Target,
    AuthorizationType: 'AWS_IAM',
  });
  const missing = async (): Promise<string> =>
    (await fetch(`${stack.endpoint}/_brume/iam/missing-permissions`)).text();
  expect(await missing()).toContain(`"api":"${ApiId}","route":"GET /open"`);
  expect(await send(`${ApiEndpoint}/open`)).toMatchObject({
    status: 500,
    body: '{"message":"Internal Server Error"}',
  });
  await lambda.addPermission({
    FunctionName: 'behind-http',
    StatementId: 'api',
    Principal: 'apigateway.amazonaws.com',
    Action: 'lambda:InvokeFunction',
    SourceArn: `arn:aws:execute-api:us-east-1:${ACCOUNT}:${ApiId}/*/GET/*`,
  });
  expect(await send(`${ApiEndpoint}/open`)).toMatchObject({ status: 200 });
  expect(await missing()).toBe('{"missing":[]}\n');
  const signed = `${ApiEndpoint}/signed/1`;
  expect(await send(signed)).toMatchObject({ status: 403, body: '{"message":"Forbidden"}' });
  const answer = await send(signed, { service: 'execute-api' });
  expect(JSON.parse(answer.body)).toMatchObject({
    requestContext: { authorizer: { iam: { userArn: `arn:aws:iam::${ACCOUNT}:root` } } },
  });

  await iam.createUser({ UserName: 'caller' });
  const { AccessKey } = await iam.createAccessKey({ UserName: 'caller' });
  const credentials = {
    accessKeyId: AccessKey!.AccessKeyId!,
    secretAccessKey: AccessKey!.SecretAccessKey!,
  };
  expect(await send(signed, { service: 'execute-api', credentials })).toMatchObject({
    status: 403,
  });
  await iam.putUserPolicy({
    UserName: 'caller',
    PolicyName: 'p',
    PolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Action: 'execute-api:Invoke',
        Resource: `arn:aws:execute-api:us-east-1:${ACCOUNT}:${ApiId}/*/GET/signed/*`,
      },
    }),
  });
  expect(await send(signed, { service: 'execute-api', credentials })).toMatchObject({
    status: 200,
  });
});

test('a REST API needs a permission, heeds its policy, and tells whose signature it saw', async () => {
  const client = stack.client(APIGateway);
  await createActive('behind-rest', ECHO);
  const uri = `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:${ACCOUNT}:function:behind-rest/invocations`;
  const { id: restApiId, rootResourceId } = await client.createRestApi({
    name: 'r',
    policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: '*',
          Action: 'execute-api:Invoke',
          Resource: 'execute-api:/*',
        },
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 'execute-api:Invoke',
          Resource: 'execute-api:/*/GET/blocked',
          Condition: { IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } },
        },
      ],
    }),
  });
  const addMethod = async (pathPart: string, authorizationType: string): Promise<void> => {
    const { id: resourceId } = await client.createResource({
      restApiId,
      parentId: rootResourceId,
      pathPart,
    });
    const method = { restApiId, resourceId, httpMethod: 'GET' };
    await client.putMethod({ ...method, authorizationType });
    await client.putIntegration({
      ...method,
      type: 'AWS_PROXY',
      integrationHttpMethod: 'POST',
      uri,
    });
  };
  await addMethod('open', 'NONE');
  await addMethod('blocked', 'NONE');
  await addMethod('signed', 'AWS_IAM');
  await client.createDeployment({ restApiId, stageName: 'prod' });
  const url = `http://${restApiId}.execute-api.localhost/prod`;
  const missing = await fetch(`${stack.endpoint}/_brume/iam/missing-permissions`);
  expect(await missing.text()).toContain(`"api":"${restApiId}","route":"GET /open"`);
  expect(await send(`${url}/open`)).toMatchObject({
    status: 500,
    body: '{"message": "Internal server error"}',
  });
  await lambda.addPermission({
    FunctionName: 'behind-rest',
    StatementId: 'api',
    Principal: 'apigateway.amazonaws.com',
    Action: 'lambda:InvokeFunction',
    SourceArn: `arn:aws:execute-api:us-east-1:${ACCOUNT}:${restApiId}/*/GET/*`,
  });
  // The function echoes its event, which is no proxy response: 502 tells that it ran.
  expect(await send(`${url}/open`)).toMatchObject({ status: 502 });
  expect(await send(`${url}/blocked`)).toMatchObject({
    status: 403,
    body: expect.stringContaining('with an explicit deny in a resource-based policy'),
  });
  expect(await send(`${url}/signed`)).toMatchObject({
    status: 403,
    body: '{"message":"Missing Authentication Token"}',
  });
  const forged = { ...ROOT, secretAccessKey: 'guess' };
  expect(
    await send(`${url}/signed`, { service: 'execute-api', credentials: forged }),
  ).toMatchObject({
    status: 403,
    headers: { 'x-amzn-errortype': 'InvalidSignatureException' },
  });
  expect(await send(`${url}/signed`, { service: 'execute-api' })).toMatchObject({ status: 502 });
});
