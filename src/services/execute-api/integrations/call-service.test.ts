import { CreateIntegrationCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { startFixture } from '../../apigatewayv2/fixture.ts';
import { ask } from '../fixture.ts';

const { stack, client, createApi, createRoute, createStage } = await startFixture();
afterAll(() => stack.stop());
const { ApiId } = await createApi();
await createStage(ApiId, { StageName: '$default', AutoDeploy: true });

async function route(routeKey: string, members: object): Promise<void> {
  const { IntegrationId } = await client.send(
    new CreateIntegrationCommand({
      ApiId,
      IntegrationType: 'AWS_PROXY',
      CredentialsArn: 'arn:aws:iam::123456789012:role/api',
      PayloadFormatVersion: '1.0',
      ...members,
    }),
  );
  await createRoute(ApiId, routeKey, IntegrationId);
}
const post = (path: string, body: string) =>
  ask(stack, { path, host: `${ApiId}.execute-api.localhost`, method: 'POST', body });

it('passes on what the service answers: here, that Brume does not have it', async () => {
  await route('POST /start', {
    IntegrationSubtype: 'StepFunctions-StartExecution',
    RequestParameters: { StateMachineArn: '$request.body.machine', Input: '$request.body' },
  });
  const answer = await post('/start', '{"machine":"arn:aws:states:us-east-1:1:stateMachine:m"}');
  expect(answer.status).toBe(501);
  expect(answer.headers['content-type']).toBe('application/x-amz-json-1.0');
  expect(JSON.parse(answer.body)).toMatchObject({
    message: expect.stringContaining('states StartExecution'),
  });
});

it('answers 400 when a text is not what its parameter wants', async () => {
  await route('POST /send', {
    IntegrationSubtype: 'SQS-SendMessage',
    RequestParameters: {
      QueueUrl: 'http://q',
      MessageBody: '$request.body',
      DelaySeconds: '$request.querystring.delay',
    },
  });
  expect(await post('/send?delay=soon', 'x')).toMatchObject({ status: 400 });
});
