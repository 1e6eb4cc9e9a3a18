/** Functions for the benchmarks. */
import { ApiGatewayV2Client, CreateApiCommand } from '@aws-sdk/client-apigatewayv2';
import {
  CreateFunctionCommand,
  LambdaClient,
  waitUntilFunctionActiveV2,
  type CreateFunctionCommandInput,
} from '@aws-sdk/client-lambda';
import { createClient } from '../src/stack/client.ts';
import { zipOf } from './zip.ts';

/** What every server of the benchmark answers. */
export const HELLO = `exports.handler = async () => ({ statusCode: 200, headers: { 'content-type': 'application/json' }, body: '{"message":"hello"}' });`;

export function lambdaOf(port: number): LambdaClient {
  return createClient(LambdaClient, {
    endpoint: `http://localhost:${port}`,
    region: 'us-east-1',
  });
}

/** Creates a Node.js function and waits until it may be invoked. @returns the path of its Invoke */
export async function deploy(
  lambda: LambdaClient,
  name: string,
  zip: Buffer,
  settings: Partial<CreateFunctionCommandInput> = {},
): Promise<string> {
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: 'arn:aws:iam::123456789012:role/bench',
      MemorySize: 1769, // one processor; with less, the function's CPU share is what is measured
      Timeout: 60,
      Code: { ZipFile: zip },
      ...settings,
    }),
  );
  await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 300 }, { FunctionName: name });
  return `/2015-03-31/functions/${name}/invocations`;
}

/** A function that answers hello, and an HTTP API in front of it. */
export async function deployHello(port: number): Promise<{ apiHost: string; invokePath: string }> {
  const lambda = lambdaOf(port);
  const name = 'bench-hello';
  const invokePath = await deploy(lambda, name, await zipOf({ 'index.js': HELLO }));
  const config = { endpoint: `http://localhost:${port}`, region: 'us-east-1' };
  const api = await createClient(ApiGatewayV2Client, config).send(
    new CreateApiCommand({
      Name: 'bench',
      ProtocolType: 'HTTP',
      Target: `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
    }),
  );
  return { apiHost: new URL(api.ApiEndpoint!).host, invokePath };
}
