import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateAuthorizerCommand,
  type PatchOperation,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { startRestFixture } from '../../apigateway/fixture.ts';

const { stack, client, createApi, createResource, putMethod, deploy, deployFunction, call } =
  await startRestFixture();
afterAll(() => stack.stop());

const FORMAT = [
  '$context.httpMethod $context.resourcePath $context.status',
  '$context.error.responseType',
  'authorizer $context.authorizer.principalId $context.authorizer.status $context.authorize.status',
  'integration $context.integration.status $context.integrationStatus',
  '$context.integrationErrorMessage',
  '$context.identity.sourceIp $context.isCanaryRequest $stageVariables.color $context.nonsense.x',
].join(' | ');

it('tells how authorizer and integration fared', async () => {
  const authorizerUri = await deployFunction(
    'authorizer',
    `if (event.authorizationToken === 'crash') throw new Error('oops');
     if (event.authorizationToken !== 'good') throw new Error('Unauthorized');
     const Statement = [{ Action: '*', Effect: 'Allow', Resource: '*' }];
     return { principalId: 'anna', policyDocument: { Version: '2012-10-17', Statement } };`,
  );
  const { id, root } = await createApi();
  const { id: authorizerId } = await client.send(
    new CreateAuthorizerCommand({
      restApiId: id,
      name: 'a',
      type: 'TOKEN',
      authorizerUri,
      identitySource: 'method.request.header.token',
    }),
  );
  const mine = { authorizationType: 'CUSTOM', authorizerId };
  const down = await createResource(id, root, 'down');
  await putMethod(id, down, 'GET', mine, {
    type: 'HTTP_PROXY',
    integrationHttpMethod: 'GET',
    // Nothing listens there.
    uri: 'http://127.0.0.1:9',
  });
  await deploy(id);
  const patch = (path: string, value: string): PatchOperation => ({ op: 'replace', path, value });
  await client.send(
    new UpdateStageCommand({
      restApiId: id,
      stageName: 'prod',
      patchOperations: [
        patch('/variables/color', 'blue'),
        patch('/accessLogSettings/format', FORMAT),
        patch(
          '/accessLogSettings/destinationArn',
          'arn:aws:logs:us-east-1:123456789012:log-group:access',
        ),
      ],
    }),
  );
  for (const token of ['good', 'bad', 'crash'])
    await call(id, '/prod/down', { headers: { token } });
  await call(id, '/prod/absent');

  const logs = stack.client(CloudWatchLogsClient);
  const lines = async (): Promise<string[]> => {
    try {
      const { events = [] } = await logs.send(
        new FilterLogEventsCommand({ logGroupName: 'access' }),
      );
      return events.map(({ message }) => message ?? '');
    } catch {
      return [];
    }
  };
  const end = '127.0.0.1 false blue -';
  await expect.poll(lines).toHaveLength(4);
  const [good, bad, crash, absent] = await lines();
  expect(good).toContain(
    'GET /down 500 | INTEGRATION_FAILURE | authorizer anna 200 200 | integration - - | Execution failed due to an error of the endpoint',
  );
  expect(good).toContain(end);
  expect(bad).toBe(
    `GET /down 401 | UNAUTHORIZED | authorizer - 401 401 | integration - - | - | ${end}`,
  );
  expect(crash).toBe(
    `GET /down 500 | AUTHORIZER_CONFIGURATION_ERROR | authorizer - 500 500 | integration - - | - | ${end}`,
  );
  expect(absent).toBe(
    `GET - 403 | MISSING_AUTHENTICATION_TOKEN | authorizer - - - | integration - - | - | ${end}`,
  );
});
