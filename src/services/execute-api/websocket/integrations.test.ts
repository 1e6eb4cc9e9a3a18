import { CreateIntegrationResponseCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../fixture.ts';
import { connectTo, startSocketFixture } from './fixture.ts';

const fixture = await startSocketFixture();
const { stack, client: control, createSocketApi, createStage, addRoute } = fixture;
const backend = await startBackend();
afterAll(async () => {
  await stack.stop();
  await backend[Symbol.asyncDispose]();
});

const http = () => ({
  IntegrationType: 'HTTP_PROXY' as const,
  IntegrationMethod: 'POST',
  IntegrationUri: backend.url,
});
const mock = (template = '{"statusCode":200}') => ({
  IntegrationType: 'MOCK' as const,
  RequestTemplates: { $default: template },
  TemplateSelectionExpression: '\\$default',
});
const twoWay = { isTwoWay: true };
const errorText = (message: string) =>
  new RegExp(
    `^\\{"message": "${message}", "connectionId":"[\\w-]{15}=", "requestId":"[\\w-]{15}="\\}$`,
  );

describe('integrations', () => {
  let apiId: string;
  beforeAll(async () => {
    apiId = await createSocketApi();
    await createStage(apiId, {
      StageName: 'vars',
      AutoDeploy: true,
      StageVariables: { to: 'there' },
    });
  });

  it('HTTP maps the message, its parameters, and the answer', async () => {
    const { integrationId } = await addRoute(
      apiId,
      'http',
      {
        IntegrationType: 'HTTP',
        IntegrationMethod: 'PUT',
        IntegrationUri: `${backend.url}/{part}/\${stageVariables.to}`,
        RequestParameters: {
          'integration.request.header.x-connection': 'context.connectionId',
          'integration.request.querystring.q': 'route.request.body.q',
          'integration.request.path.part': "'fixed part'",
        },
        RequestTemplates: {
          $default: '{"said":$input.json(\'$.text\'),"by":"$context.connectionId"}',
        },
        TemplateSelectionExpression: '\\$default',
      },
      twoWay,
    );
    await control.send(
      new CreateIntegrationResponseCommand({
        ApiId: apiId,
        IntegrationId: integrationId,
        IntegrationResponseKey: '/2\\d\\d/',
        ResponseTemplates: {
          $default: "$input.path('$.method') $input.path('$.url') $input.path('$.body')",
        },
        TemplateSelectionExpression: '\\$default',
      }),
    );
    const client = await connectTo(stack, apiId, { path: '/vars' });
    client.send({ action: 'http', text: 'hi', q: 'a&b' });
    expect(await client.next()).toMatch(
      /^PUT \/fixed%20part\/there\?q=a%26b \{"said":"hi","by":"[\w-]{15}="\}$/,
    );
    client.socket.terminate();
  });

  it('MOCK answers by its templates', async () => {
    const { integrationId } = await addRoute(apiId, 'mock', mock(), twoWay);
    await control.send(
      new CreateIntegrationResponseCommand({
        ApiId: apiId,
        IntegrationId: integrationId,
        IntegrationResponseKey: '$default',
        ResponseTemplates: { $default: 'you are $context.connectionId in $context.stage' },
        TemplateSelectionExpression: '\\$default',
      }),
    );
    const client = await connectTo(stack, apiId);
    client.send({ action: 'mock' });
    expect(await client.next()).toMatch(/^you are [\w-]{15}= in test$/);
    client.socket.terminate();
  });

  it('that fail are told to the client', async () => {
    await addRoute(apiId, 'template', mock('#foreach('));
    await addRoute(apiId, 'status', mock('{}'));
    await addRoute(apiId, 'away', { ...http(), IntegrationUri: 'http://127.0.0.1:1/' });
    const client = await connectTo(stack, apiId);
    for (const action of ['template', 'status', 'away']) {
      client.send({ action });
      expect(await client.next()).toMatch(errorText('Internal server error'));
    }
    client.socket.terminate();
  });

  it('that are too slow are told to the client', async () => {
    await using silent = await startBackend(() => {});
    await addRoute(apiId, 'slow', { ...http(), IntegrationUri: silent.url, TimeoutInMillis: 50 });
    const client = await connectTo(stack, apiId);
    client.send({ action: 'slow' });
    expect(await client.next()).toMatch(errorText('Endpoint request timed out'));
    client.socket.terminate();
  });

  it('Lambda without a proxy is given what the template makes', async () => {
    const IntegrationUri = await fixture.deployFunction(
      'plain',
      "if (event.n === 3) throw new Error('three: no'); return event.n + 1;",
    );
    const { integrationId } = await addRoute(
      apiId,
      'plain',
      {
        IntegrationType: 'AWS',
        IntegrationUri,
        RequestTemplates: { $default: '{"n":$input.path(\'$.n\')}' },
        TemplateSelectionExpression: '\\$default',
      },
      twoWay,
    );
    await control.send(
      new CreateIntegrationResponseCommand({
        ApiId: apiId,
        IntegrationId: integrationId,
        IntegrationResponseKey: '/three: .*/',
        ResponseTemplates: { $default: "failed: $input.path('$.errorMessage')" },
        TemplateSelectionExpression: '\\$default',
      }),
    );
    const client = await connectTo(stack, apiId);
    client.send({ action: 'plain', n: 1 });
    expect(await client.next()).toBe('2');
    client.send({ action: 'plain', n: 3 });
    expect(await client.next()).toBe('failed: three: no');
    client.socket.terminate();
  });
});
