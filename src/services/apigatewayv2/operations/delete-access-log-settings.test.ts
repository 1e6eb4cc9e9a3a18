import { DeleteAccessLogSettingsCommand, GetStageCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi, createStage } = await startFixture();
afterAll(() => stack.stop());

it('takes the setting away', async () => {
  const { ApiId } = await createApi();
  const AccessLogSettings = {
    DestinationArn: 'arn:aws:logs:us-east-1:123456789012:log-group:a',
    Format: '$context.requestId',
  };
  await createStage(ApiId, { StageName: 'dev', AccessLogSettings });
  const ref = { ApiId, StageName: 'dev' };
  expect(await client.send(new GetStageCommand(ref))).toMatchObject({ AccessLogSettings });
  const gone = await client.send(new DeleteAccessLogSettingsCommand(ref));
  expect(gone.$metadata.httpStatusCode).toBe(204);
  expect((await client.send(new GetStageCommand(ref))).AccessLogSettings).toBeUndefined();
  const absent = new DeleteAccessLogSettingsCommand({ ApiId, StageName: 'absent' });
  expect(await failureOf(client.send(absent))).toMatchObject({ status: 404 });
});
