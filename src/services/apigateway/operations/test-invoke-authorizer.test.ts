import { CreateAuthorizerCommand, TestInvokeAuthorizerCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi, deployFunction } = await startRestFixture();
afterAll(() => stack.stop());

it('asks the function, and shows what it said and what a client would get', async () => {
  const authorizerUri = await deployFunction(
    'authorizer',
    `if (event.authorizationToken === 'none') throw new Error('Unauthorized');
     if (event.authorizationToken === 'crash') throw new Error('oops');
     const Statement = [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: event.methodArn }];
     return { principalId: 'anna', policyDocument: { Version: '2012-10-17', Statement } };`,
  );
  const { id: restApiId } = await createApi();
  const { id: authorizerId } = await client.send(
    new CreateAuthorizerCommand({
      restApiId,
      name: 'mine',
      type: 'TOKEN',
      authorizerUri,
      identitySource: 'method.request.header.Authorization',
    }),
  );
  const test = (headers: Record<string, string>, id = authorizerId) =>
    client.send(new TestInvokeAuthorizerCommand({ restApiId, authorizerId: id, headers }));
  const answer = await test({ Authorization: 'good' });
  expect(answer).toMatchObject({ clientStatus: 0, principalId: 'anna' });
  expect(JSON.parse(answer.policy ?? '')).toMatchObject({
    Statement: [
      {
        Resource: `arn:aws:execute-api:us-east-1:123456789012:${restApiId}/ESTestInvoke-stage/GET/`,
      },
    ],
  });
  expect(answer.log).toContain('Execution log for request ');
  expect(await test({})).toMatchObject({ clientStatus: 401 });
  expect(await test({ Authorization: 'none' })).toMatchObject({ clientStatus: 401 });
  expect(await test({ Authorization: 'crash' })).toMatchObject({ clientStatus: 500 });
  expect(await failureOf(test({}, 'absent'))).toMatchObject({ status: 404 });
});
