import { GetGatewayResponseCommand, PutGatewayResponseCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { startRestFixture } from '../fixture.ts';

const { stack, client, createApi } = await startRestFixture();
afterAll(() => stack.stop());

it("answers AWS's until the API has its own", async () => {
  const { id } = await createApi();
  const ref = { restApiId: id, responseType: 'UNAUTHORIZED' as const };
  expect(await client.send(new GetGatewayResponseCommand(ref))).toMatchObject({
    statusCode: '401',
    defaultResponse: true,
  });
  await client.send(new PutGatewayResponseCommand({ ...ref, statusCode: '407' }));
  expect(await client.send(new GetGatewayResponseCommand(ref))).toMatchObject({
    statusCode: '407',
    defaultResponse: false,
  });
});
