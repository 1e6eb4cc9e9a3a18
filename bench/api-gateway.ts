/**
 * API Gateway against the invoke path it stands on: what a proxy through an HTTP API and a REST API
 * costs beside a direct Invoke, and whether an API with many routes costs more than one with few.
 */
import {
  APIGatewayClient,
  CreateDeploymentCommand,
  ImportRestApiCommand,
} from '@aws-sdk/client-api-gateway';
import {
  ApiGatewayV2Client,
  CreateStageCommand,
  ImportApiCommand,
} from '@aws-sdk/client-apigatewayv2';
import {
  CreateFunctionCommand,
  LambdaClient,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { createClient } from '../src/stack/client.ts';
import { printTable, spread } from './figures.ts';
import { load, startBrume } from './processes.ts';
import type { Part } from './rows.ts';
import { zipOf } from './zip.ts';

const CONNECTIONS = 32;
const WARM_UP_SECONDS = 3;
const FEW = 10;
const MANY = 1000;
/** A REST API has at most 300 resources, and each path here is two; with 7 methods each, these are 1,043 routes. */
const MANY_PATHS = 149;
const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'];
const HANDLER = `exports.handler = async () => ({ statusCode: 200, headers: { 'content-type': 'application/json' }, body: '{"message":"hello"}' });`;

interface Target {
  name: string;
  /** What its throughput is compared with. */
  base: string;
  request: string;
  /** The ratio that a release must reach. */
  least?: number;
}

export const benchApiGateway: Part = async ({ quick, stateDir }) => {
  const rounds = quick ? 1 : 5;
  const seconds = quick ? 1 : 3;
  const brume = await startBrume({}, '--quiet', '--state-dir', stateDir);
  const { port } = brume;
  const targets = await deploy(port);
  for (const { request } of targets)
    await load({ port, request, connections: CONNECTIONS, seconds: WARM_UP_SECONDS });

  const results = new Map<string, number[]>(targets.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const { name, request } of targets) {
      const result = await load({ port, request, connections: CONNECTIONS, seconds });
      results.get(name)!.push(result.requestsPerSecond);
    }
  await brume.stop();
  const ratiosOf = ({ name, base }: Target): number[] =>
    results.get(name)!.map((each, round) => each / results.get(base)![round]!);
  console.log(
    `\nAPI Gateway (warm Node.js 24 function of 1769 MB, ${CONNECTIONS} connections; ${rounds} rounds of ${seconds} s; median and range)`,
  );
  printTable(
    ['', 'requests/s', 'ratio', 'to'],
    targets.map((target) => [
      target.name,
      spread(results.get(target.name)!, 0),
      spread(ratiosOf(target)),
      target.base,
    ]),
  );
  return targets.flatMap((target) => {
    if (target.least === undefined) return [];
    const what = `requests/s of ${target.name}, against ${target.base}`;
    return [{ what, values: ratiosOf(target), unit: '×', bar: { least: target.least } }];
  });
};

async function deploy(port: number): Promise<Target[]> {
  const config = { endpoint: `http://localhost:${port}`, region: 'us-east-1' };
  const lambda = createClient(LambdaClient, config);
  const FunctionName = 'bench-hello';
  const { FunctionArn = '' } = await lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: 'arn:aws:iam::123456789012:role/bench',
      MemorySize: 1769, // one processor; with less, the function's CPU share is what is measured
      Code: { ZipFile: await zipOf({ 'index.js': HANDLER }) },
    }),
  );
  await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 60 }, { FunctionName });
  const [httpFew, httpMany, restFew, restMany] = [
    await createHttpApi(config, FunctionArn, FEW),
    await createHttpApi(config, FunctionArn, MANY),
    await createRestApi(config, FunctionArn, FEW),
    await createRestApi(config, FunctionArn, MANY_PATHS, METHODS),
  ];
  const host = `localhost:${port}`;
  const invoke = `POST /2015-03-31/functions/${FunctionName}/invocations HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`;
  const get = (id: string, path: string): string =>
    `GET ${path}?name=x HTTP/1.1\r\nHost: ${id}.execute-api.${host}\r\nUser-Agent: bench\r\nAccept: */*\r\n\r\n`;
  const last = (count: number): string => pathOf(count - 1).replace('{id}', '7');
  const http = `HTTP API, ${FEW} routes`;
  const rest = `REST API, ${FEW} routes`;
  return [
    { name: 'Invoke', base: 'Invoke', request: invoke },
    { name: http, base: 'Invoke', request: get(httpFew, last(FEW)), least: 0.9 },
    {
      name: `HTTP API, ${MANY} routes`,
      base: http,
      request: get(httpMany, last(MANY)),
      least: 0.9,
    },
    { name: rest, base: 'Invoke', request: get(restFew, `/prod${last(FEW)}`), least: 0.8 },
    {
      name: `REST API, ${MANY_PATHS * METHODS.length} routes`,
      base: rest,
      request: get(restMany, `/prod${last(MANY_PATHS)}`),
      least: 0.9,
    },
  ];
}

type Config = { endpoint: string; region: string };

/** One document makes all routes at once. */
async function createHttpApi(config: Config, uri: string, count: number): Promise<string> {
  const client = createClient(ApiGatewayV2Client, config);
  const integration = { type: 'aws_proxy', httpMethod: 'POST', payloadFormatVersion: '2.0', uri };
  const { ApiId = '' } = await client.send(
    new ImportApiCommand({ Body: toDocument(count, integration) }),
  );
  await client.send(new CreateStageCommand({ ApiId, StageName: '$default', AutoDeploy: true }));
  return ApiId;
}

async function createRestApi(
  config: Config,
  arn: string,
  count: number,
  methods = ['get'],
): Promise<string> {
  const client = createClient(APIGatewayClient, config);
  const uri = `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${arn}/invocations`;
  const integration = { type: 'aws_proxy', httpMethod: 'POST', uri };
  const { id = '' } = await client.send(
    new ImportRestApiCommand({ body: Buffer.from(toDocument(count, integration, methods)) }),
  );
  await client.send(new CreateDeploymentCommand({ restApiId: id, stageName: 'prod' }));
  return id;
}

function toDocument(count: number, integration: object, methods = ['get']): string {
  const operation = { responses: {}, 'x-amazon-apigateway-integration': integration };
  const paths = Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      pathOf(i),
      Object.fromEntries(methods.map((method) => [method, operation])),
    ]),
  );
  return JSON.stringify({ openapi: '3.0.1', info: { title: 'bench', version: '1' }, paths });
}

function pathOf(index: number): string {
  return `/things${index}/{id}`;
}
