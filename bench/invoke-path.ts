/** The invoke path against the bare server: requests per second and latency, as ratios of one run. */
import { CreateApiCommand, ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import {
  CreateFunctionCommand,
  LambdaClient,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { createClient } from '../src/stack/client.ts';
import { printTable, spread } from './figures.ts';
import type { LoadResult } from './http-load.ts';
import { load, startBareServer, startBrume } from './processes.ts';
import { zipOf } from './zip.ts';

const CONNECTIONS = [1, 8, 32];
const HANDLER = `exports.handler = async () => ({ statusCode: 200, headers: { 'content-type': 'application/json' }, body: '{"message":"hello"}' });`;

interface Target {
  name: string;
  port: number;
  request: string;
}

export async function benchInvokePath(options: {
  rounds: number;
  seconds: number;
  stateDir: string;
}): Promise<void> {
  const bare = await startBareServer();
  const brume = await startBrume({}, '--quiet', '--state-dir', options.stateDir);
  const { apiHost, invokePath } = await deploy(brume.port);
  const host = `localhost:${brume.port}`;
  const targets: Target[] = [
    {
      name: 'bare node:http',
      port: bare.port,
      request: `GET / HTTP/1.1\r\nHost: localhost\r\n\r\n`,
    },
    {
      name: 'Invoke',
      port: brume.port,
      request: `POST ${invokePath} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`,
    },
    {
      name: 'HTTP API',
      port: brume.port,
      request: `GET /hello?name=x HTTP/1.1\r\nHost: ${apiHost}\r\nUser-Agent: bench\r\nAccept: */*\r\n\r\n`,
    },
  ];
  for (const { port, request } of targets)
    await load({ port, request, connections: 32, seconds: 3 }); // JIT warm-up

  const results = new Map<string, LoadResult[]>();
  for (let round = 0; round < options.rounds; round++)
    for (const connections of CONNECTIONS)
      for (const { name, port, request } of targets) {
        const key = `${name}/${connections}`;
        const result = await load({ port, request, connections, seconds: options.seconds });
        results.set(key, [...(results.get(key) ?? []), result]);
      }

  console.log(
    `\nInvoke path (warm Node.js 24 function of 1769 MB, logs on; ${options.rounds} rounds of ${options.seconds} s; median and range)`,
  );
  const rows = targets.flatMap(({ name }) =>
    CONNECTIONS.map((connections) => {
      const own = results.get(`${name}/${connections}`)!;
      const bareRounds = results.get(`bare node:http/${connections}`)!;
      const ratio = (value: (result: LoadResult) => number): string =>
        spread(own.map((result, round) => value(result) / value(bareRounds[round]!)));
      return [
        `${name}, ${connections} connection${connections > 1 ? 's' : ''}`,
        spread(
          own.map((result) => result.requestsPerSecond),
          0,
        ),
        ratio((result) => result.requestsPerSecond),
        spread(
          own.map((result) => result.p50Us),
          0,
        ),
        ratio((result) => result.p50Us),
        spread(
          own.map((result) => result.p99Us),
          0,
        ),
      ];
    }),
  );
  printTable(['', 'requests/s', '× bare', 'p50 µs', '× bare', 'p99 µs'], rows);
  await bare.stop();
  await brume.stop();
}

async function deploy(port: number): Promise<{ apiHost: string; invokePath: string }> {
  const config = { endpoint: `http://localhost:${port}`, region: 'us-east-1' };
  const lambda = createClient(LambdaClient, config);
  const FunctionName = 'bench-hello';
  const { FunctionArn } = await lambda.send(
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
  const api = await createClient(ApiGatewayV2Client, config).send(
    new CreateApiCommand({ Name: 'bench', ProtocolType: 'HTTP', Target: FunctionArn }),
  );
  return {
    apiHost: new URL(api.ApiEndpoint!).host,
    invokePath: `/2015-03-31/functions/${FunctionName}/invocations`,
  };
}
