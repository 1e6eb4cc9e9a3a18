/** The three ways by which HTTP reaches a function: a REST API, an HTTP API and a function URL. */
import {
  APIGatewayClient,
  CreateDeploymentCommand,
  CreateRestApiCommand,
  GetResourcesCommand,
  CreateResourceCommand,
  PutIntegrationCommand,
  PutMethodCommand,
} from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client, CreateApiCommand } from '@aws-sdk/client-apigatewayv2';
import { CreateFunctionUrlConfigCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { type Answer, type Ask, ask } from '../../src/services/execute-api/fixture.ts';
import type { Stack } from '../../src/stack/create-stack.ts';

export type FrontDoor = 'REST API' | 'HTTP API' | 'function URL';

/** @returns sends a request to the function through a front door made for it */
export async function openFrontDoor(
  stack: Stack,
  door: FrontDoor,
  functionArn: string,
): Promise<(path: string, rest?: Partial<Ask>) => Promise<Answer>> {
  const { host, prefix } = await OPENERS[door](stack, functionArn);
  return (path, rest) => ask(stack, { path: prefix + path, host, ...rest });
}

interface Place {
  host: string;
  /** Of every path. */
  prefix: string;
}

const OPENERS: Record<FrontDoor, (stack: Stack, functionArn: string) => Promise<Place>> = {
  'REST API': openRestApi,
  'HTTP API': openHttpApi,
  'function URL': openFunctionUrl,
};

async function openRestApi(stack: Stack, functionArn: string): Promise<Place> {
  const client = stack.client(APIGatewayClient);
  const { id: restApiId } = await client.send(
    new CreateRestApiCommand({
      name: 'frameworks',
      binaryMediaTypes: ['image/png', 'application/octet-stream'],
    }),
  );
  const { items: [root] = [] } = await client.send(new GetResourcesCommand({ restApiId }));
  const { id: resourceId } = await client.send(
    new CreateResourceCommand({ restApiId, parentId: root?.id, pathPart: '{proxy+}' }),
  );
  const ref = { restApiId, resourceId, httpMethod: 'ANY' };
  await client.send(new PutMethodCommand({ ...ref, authorizationType: 'NONE' }));
  const uri = `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${functionArn}/invocations`;
  await client.send(
    new PutIntegrationCommand({ ...ref, type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri }),
  );
  await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'prod' }));
  return { host: `${restApiId}.execute-api.localhost`, prefix: '/prod' };
}

async function openHttpApi(stack: Stack, Target: string): Promise<Place> {
  const { ApiId } = await stack
    .client(ApiGatewayV2Client)
    .send(new CreateApiCommand({ Name: 'frameworks', ProtocolType: 'HTTP', Target }));
  return { host: `${ApiId}.execute-api.localhost`, prefix: '' };
}

async function openFunctionUrl(stack: Stack, FunctionName: string): Promise<Place> {
  const { FunctionUrl = '' } = await stack
    .client(LambdaClient)
    .send(new CreateFunctionUrlConfigCommand({ FunctionName, AuthType: 'NONE' }));
  return { host: new URL(FunctionUrl).host, prefix: '' };
}
