/**
 * The handbook's CRUD Users (examples/users-api) behind an HTTP API: a hundred clients post users,
 * Brume is killed with SIGKILL in the middle, and everyone who was answered 201 must still be there.
 * `node test/crash/users-api.ts [kills]`.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { ApiGatewayV2 } from '@aws-sdk/client-apigatewayv2';
import { DynamoDB, paginateScan } from '@aws-sdk/client-dynamodb';
import { Lambda, waitUntilFunctionActiveV2 } from '@aws-sdk/client-lambda';
import { zipOf } from '../../bench/zip.ts';
import { createClock } from '../../src/platform/clock.ts';
import { createClient } from '../../src/stack/client.ts';
import { toLine } from '../../tools/tally.ts';

const KILLS = Number(process.argv[2] ?? 2);
const CLIENTS = 100;
const ROOT = path.join(import.meta.dirname, '../..');
const clock = createClock();
const folder = mkdtempSync(path.join(tmpdir(), 'brume-crash-users-'));
const agent = new Agent({ keepAlive: true });
/** Ids of users who were answered 201. */
const acknowledged = new Set<string>();
let unavailable = 0;
const problems: string[] = [];

interface Brume {
  child: ChildProcess;
  port: number;
}

async function start(): Promise<Brume> {
  const words = ['start', '--port', '0', '--quiet', '--state-dir', folder];
  const child = spawn(process.execPath, [path.join(ROOT, 'bin/brume.js'), ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (/^Ready\.$/m.test(output)) resolve();
    });
    child.on('exit', (code) => reject(new Error(`Brume ended with ${code}:\n${output}`)));
  });
  return { child, port: Number(/Endpoint\s+http:\/\/[^:\s]+:(\d+)/.exec(output)?.[1]) };
}

const configOf = ({ port }: Brume): { endpoint: string; region: string } => ({
  endpoint: `http://127.0.0.1:${port}`,
  region: 'us-east-1',
});

/** @returns the host of the API, without its port */
async function deploy(brume: Brume): Promise<string> {
  await createClient(DynamoDB, configOf(brume)).createTable({
    TableName: 'Users',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  });
  const source = (name: string): string =>
    readFileSync(path.join(ROOT, 'examples/users-api', name), 'utf8');
  const lambda = createClient(Lambda, configOf(brume));
  const FunctionName = 'users';
  const { FunctionArn } = await lambda.createFunction({
    FunctionName,
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Role: 'arn:aws:iam::123456789012:role/lambda-execution-role',
    Timeout: 30,
    MemorySize: 512,
    Code: { ZipFile: await zipOf({ 'index.js': source('index.js'), 'db.js': source('db.js') }) },
  });
  await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 60 }, { FunctionName });
  const gateway = createClient(ApiGatewayV2, configOf(brume));
  const api = await gateway.createApi({ Name: 'users', ProtocolType: 'HTTP' });
  const { ApiId } = api;
  const { IntegrationId } = await gateway.createIntegration({
    ApiId,
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: FunctionArn,
    PayloadFormatVersion: '1.0',
  });
  await gateway.createRoute({
    ApiId,
    RouteKey: 'ANY /users',
    Target: `integrations/${IntegrationId}`,
  });
  await gateway.createStage({ ApiId, StageName: '$default', AutoDeploy: true });
  await lambda.addPermission({
    FunctionName,
    StatementId: 'api',
    Action: 'lambda:InvokeFunction',
    Principal: 'apigateway.amazonaws.com',
  });
  return new URL(api.ApiEndpoint!).hostname;
}

/** The handbook names users after the millisecond, in which many come here: each client names its own. */
async function post({ port }: Brume, host: string, id: string): Promise<void> {
  const headers = { host: `${host}:${port}`, 'content-type': 'application/json' };
  const sent = request({ host: '127.0.0.1', port, path: '/users', method: 'POST', headers, agent });
  sent.end(JSON.stringify({ id, name: `user ${id}` }));
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const text = await readText(answer);
  if (answer.statusCode === 201) acknowledged.add(id);
  // A hundred cold functions on a small machine may take longer than an API waits: that promises nothing.
  else if (answer.statusCode === 503) unavailable++;
  else problems.push(`${answer.statusCode}: ${text.slice(0, 200)}`);
}

/** Kills it once a good many have been answered, wherever the others are then. */
async function writeAndKill(brume: Brume, host: string, round: number): Promise<void> {
  const enough = acknowledged.size + 50 + randomInt(100);
  let isOver = false;
  let sent = 0;
  const client = async (): Promise<void> => {
    while (!isOver && problems.length === 0) {
      await post(brume, host, `${round}-${sent++}`);
      if (acknowledged.size < enough || isOver) continue;
      isOver = true;
      brume.child.kill('SIGKILL');
    }
  };
  const limit = clock.realTimeout(60_000, () => {
    problems.push(`round ${round}: only ${acknowledged.size} of ${enough} within a minute`);
    brume.child.kill('SIGKILL');
  });
  await Promise.all(
    Array.from({ length: CLIENTS }, () =>
      client().catch((error: unknown) => {
        if (!isOver) problems.push(`a client failed: ${String(error)}`);
      }),
    ),
  );
  limit.cancel();
  if (brume.child.signalCode === null) {
    brume.child.kill('SIGKILL');
    await once(brume.child, 'exit');
  }
}

async function check(brume: Brume): Promise<void> {
  const found = new Set<string>();
  const client = createClient(DynamoDB, configOf(brume));
  for await (const page of paginateScan({ client }, { TableName: 'Users' }))
    for (const item of page.Items!) found.add(item['id']!.S!);
  for (const id of acknowledged) if (!found.has(id)) problems.push(`lost: user ${id}`);
}

let brume = await start();
const host = await deploy(brume);
for (let round = 0; round < KILLS && problems.length === 0; round++) {
  await writeAndKill(brume, host, round);
  brume = await start();
  await check(brume);
}
brume.child.kill('SIGKILL');
await once(brume.child, 'exit');
rmSync(folder, { recursive: true, force: true });
for (const problem of problems.slice(0, 20)) console.log(problem);
console.log(
  `${KILLS} kills: ${acknowledged.size} users acknowledged, ${unavailable} answers of 503, ${problems.length} problems`,
);
const failed = Math.min(KILLS, problems.length);
console.log(toLine({ passed: KILLS - failed, failed, skipped: 0 }));
process.exitCode = failed === 0 ? 0 : 1;
