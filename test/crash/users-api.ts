/**
 * The handbook's second example under SIGKILL: a hundred writers post users through API Gateway and
 * Lambda into DynamoDB while Brume is killed; whatever was answered with 201 must be there afterwards.
 * `node test/crash/users-api.ts [kills]`.
 */
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { ApiGatewayV2 } from '@aws-sdk/client-apigatewayv2';
import { DynamoDB, paginateScan } from '@aws-sdk/client-dynamodb';
import { Lambda, waitUntilFunctionActiveV2 } from '@aws-sdk/client-lambda';
import { startBrume, type Started } from '../../bench/processes.ts';
import { zipOf } from '../../bench/zip.ts';
import { createClock } from '../../src/platform/clock.ts';
import { createClient } from '../../src/stack/client.ts';
import { toLine } from '../../tools/tally.ts';
import { blockUnder } from '../handbook/document.ts';

const KILLS = Number(process.argv[2] ?? 3);
const WRITERS = 100;
/** A hundred cold starts at once take their time on a small machine. */
const ROUND_AT_MOST_MS = 90_000;
const HEADING = 'Example 2: REST API (CRUD Users)';

const clock = createClock();
const folder = mkdtempSync(path.join(tmpdir(), 'brume-crash-users-'));
const problems: string[] = [];
const acknowledged = new Set<string>();
let asked = 0;
/** Answers that promise nothing: what came too late, or died with the server. */
let refused = 0;

const start = (): Promise<Started> => startBrume({}, '--quiet', '--state-dir', folder);

const configOf = ({ port }: Started): { endpoint: string; region: string } => ({
  endpoint: `http://localhost:${port}`,
  region: 'us-east-1',
});

/** @returns the host name of the API, without port */
async function deploy(brume: Started): Promise<string> {
  const config = configOf(brume);
  await createClient(DynamoDB, config).createTable({
    TableName: 'Users',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  });
  const printed = (label: string): string => blockUnder(HEADING, { label }).text;
  const lambda = createClient(Lambda, config);
  const FunctionName = 'users-api';
  const { FunctionArn } = await lambda.createFunction({
    FunctionName,
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Role: 'arn:aws:iam::123456789012:role/lambda-execution-role',
    Timeout: 30,
    MemorySize: 512,
    Code: {
      ZipFile: await zipOf({ 'index.js': printed('index.js'), 'db.js': printed('db.js') }),
    },
  });
  await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 300 }, { FunctionName });
  const gateway = createClient(ApiGatewayV2, config);
  const { ApiId, ApiEndpoint } = await gateway.createApi({ Name: 'users', ProtocolType: 'HTTP' });
  const { IntegrationId } = await gateway.createIntegration({
    ApiId,
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: FunctionArn,
    PayloadFormatVersion: '1.0',
  });
  const Target = `integrations/${IntegrationId}`;
  await gateway.createRoute({ ApiId, RouteKey: 'ANY /users', Target });
  await gateway.createStage({ ApiId, StageName: '$default', AutoDeploy: true });
  await lambda.addPermission({
    FunctionName,
    StatementId: 'api',
    Action: 'lambda:InvokeFunction',
    Principal: 'apigateway.amazonaws.com',
  });
  return new URL(ApiEndpoint!).hostname;
}

interface Answer {
  status: number;
  body: string;
}

async function post(port: number, host: string, agent: Agent, user: object): Promise<Answer> {
  const body = JSON.stringify(user);
  const headers = { host, 'content-type': 'application/json', 'content-length': body.length };
  const options = { host: '127.0.0.1', port, agent, method: 'POST', path: '/users', headers };
  const sent = request(options).end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: response.statusCode!, body: await text(response) };
}

async function runAndKill(brume: Started, host: string): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: WRITERS });
  let isOver = false;
  const before = acknowledged.size;
  const writer = async (): Promise<void> => {
    while (!isOver) {
      const id = String(asked++);
      const { status, body } = await post(brume.port, host, agent, { id, name: `User ${id}` });
      if (status === 201) acknowledged.add(id);
      else if (status >= 500) refused++;
      else problems.push(`a writer was answered ${status}: ${body}`);
    }
  };
  const writers = Array.from({ length: WRITERS }, () =>
    writer().catch((error: unknown) => {
      if (!isOver) problems.push(`a writer failed: ${String(error)}`);
    }),
  );
  const wait = (ms: number): Promise<void> =>
    new Promise((resolve) => clock.realTimeout(ms, resolve));
  const endsAtMs = clock.monotonicMs() + ROUND_AT_MOST_MS;
  while (acknowledged.size < before + WRITERS && clock.monotonicMs() < endsAtMs) await wait(20);
  if (acknowledged.size === before) problems.push('no writer came through');
  await wait(randomInt(500));
  isOver = true;
  brume.child.removeAllListeners('exit').kill('SIGKILL');
  await once(brume.child, 'exit');
  await Promise.all(writers);
  agent.destroy();
}

async function check(brume: Started, round: number): Promise<void> {
  const client = createClient(DynamoDB, configOf(brume));
  const found = new Set<string>();
  for await (const page of paginateScan({ client }, { TableName: 'Users' }))
    for (const item of page.Items ?? []) found.add(item['id']!.S!);
  for (const id of acknowledged) if (!found.has(id)) problems.push(`lost in round ${round}: ${id}`);
}

let brume = await start();
const host = await deploy(brume);
for (let round = 0; round < KILLS && problems.length === 0; round++) {
  await runAndKill(brume, host);
  brume = await start();
  await check(brume, round);
}
await brume.stop();
rmSync(folder, { recursive: true, force: true });
for (const problem of problems.slice(0, 20)) console.log(problem);
console.log(
  `${KILLS} kills: ${acknowledged.size} users acknowledged, ${refused} refused, ${problems.length} problems`,
);
console.log(
  toLine({ passed: KILLS - Math.min(KILLS, problems.length), failed: problems.length, skipped: 0 }),
);
process.exit(problems.length === 0 ? 0 : 1);
