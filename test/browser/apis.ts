// Real pages in a real browser: two chat through a WebSocket API, one talks to an HTTP API of another origin.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  CreateFunctionCommand,
  LambdaClient,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import type { BrowserContext, Page } from 'playwright-core';
import { zipOf } from '../../bench/zip.ts';
import { createStack, type Stack } from '../../src/stack/create-stack.ts';
import { toLine } from '../../tools/tally.ts';
import { startChecks } from './chromium/checks.ts';
import { launch } from './chromium/launch.ts';
import { startSite } from './chromium/site.ts';

const CHAT = path.join(import.meta.dirname, '../../examples/websocket-chat');
const HELLO = `exports.handler = async (event) => ({ hello: JSON.parse(event.body).name });`;

await using browser = await launch();
if (browser) await run(browser.context);
else console.log(toLine({ passed: 0, failed: process.env['CI'] === 'true' ? 1 : 0, skipped: 3 }));

async function run(context: BrowserContext): Promise<void> {
  await using stack = await createStack();
  await using site = await startSite(readFileSync(path.join(CHAT, 'index.html')));
  const { check, end } = startChecks();
  const chat = await deployChat(stack);
  const hello = await deployHello(stack);

  await check('two pages chat with each other', async () => {
    const open = async (name: string): Promise<Page> => {
      const page = await context.newPage();
      await page.goto(`${site.url}/#${chat}?name=${name}`);
      await page.getByRole('status').getByText('connected').waitFor();
      return page;
    };
    const [anna, ben] = [await open('anna'), await open('ben')];
    const say = async (page: Page, text: string): Promise<void> => {
      await page.getByLabel('Say').fill(text);
      await page.getByRole('button').click();
    };
    await say(anna, 'Grüß dich');
    for (const page of [anna, ben]) await page.getByText('anna: Grüß dich').waitFor();
    await say(ben, '<b>hello</b>');
    for (const page of [anna, ben]) await page.getByText('ben: <b>hello</b>').waitFor();
    await anna.close();
    await say(ben, 'alone');
    await ben.getByText('ben: alone').waitFor();
    await ben.close();
  });

  const post = async (url: string): Promise<string> => {
    const page = await context.newPage();
    await page.goto(site.url);
    const answer = await page.evaluate(async (where) => {
      const headers = { 'content-type': 'application/json' };
      try {
        const response = await fetch(where, { method: 'POST', headers, body: '{"name":"anna"}' });
        return await response.text();
      } catch (error) {
        return String(error);
      }
    }, url);
    await page.close();
    return answer;
  };

  await check('a page talks to an HTTP API of another origin that allows it', async () => {
    assert.equal(await post(await hello(site.url)), '{"hello":"anna"}');
  });

  await check('a page cannot read an HTTP API that does not', async () => {
    assert.equal(await post(await hello(undefined)), 'TypeError: Failed to fetch');
  });
  end();
}

async function deployFunction(stack: Stack, FunctionName: string, code: string): Promise<string> {
  const lambda = stack.client(LambdaClient);
  const { FunctionArn } = await lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: 'arn:aws:iam::123456789012:role/any',
      Timeout: 20,
      Code: { ZipFile: await zipOf({ 'index.js': code }) },
    }),
  );
  await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 60 }, { FunctionName });
  return FunctionArn ?? '';
}

/** @returns the URL to connect to */
async function deployChat(stack: Stack): Promise<string> {
  await stack.client(DynamoDBClient).send(
    new CreateTableCommand({
      TableName: 'Connections',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'connectionId', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'connectionId', KeyType: 'HASH' }],
    }),
  );
  const code = readFileSync(path.join(CHAT, 'index.js'), 'utf8');
  const IntegrationUri = await deployFunction(stack, 'chat', code);
  const client = stack.client(ApiGatewayV2Client);
  const { ApiEndpoint, ApiId } = await client.send(
    new CreateApiCommand({
      Name: 'chat',
      ProtocolType: 'WEBSOCKET',
      RouteSelectionExpression: '$request.body.action',
    }),
  );
  const { IntegrationId } = await client.send(
    new CreateIntegrationCommand({ ApiId, IntegrationType: 'AWS_PROXY', IntegrationUri }),
  );
  const Target = `integrations/${IntegrationId}`;
  for (const RouteKey of ['$connect', '$disconnect', 'say'])
    await client.send(new CreateRouteCommand({ ApiId, RouteKey, Target }));
  await client.send(new CreateStageCommand({ ApiId, StageName: 'prod', AutoDeploy: true }));
  return `${ApiEndpoint}/prod`;
}

/** @returns makes an API that answers the pages of an origin, or those of none */
async function deployHello(stack: Stack): Promise<(origin: string | undefined) => Promise<string>> {
  const Target = await deployFunction(stack, 'hello', HELLO);
  return async (origin) => {
    const { ApiEndpoint } = await stack.client(ApiGatewayV2Client).send(
      new CreateApiCommand({
        Name: 'hello',
        ProtocolType: 'HTTP',
        Target,
        ...(origin !== undefined && {
          CorsConfiguration: {
            AllowOrigins: [origin],
            AllowMethods: ['POST'],
            AllowHeaders: ['content-type'],
          },
        }),
      }),
    );
    return `${ApiEndpoint}/hello`;
  };
}
