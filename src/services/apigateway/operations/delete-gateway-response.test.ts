import {
  DeleteGatewayResponseCommand,
  PutGatewayResponseCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi } = await startRestFixture();
afterAll(() => stack.stop());

it("goes back to AWS's, and answers 404 where there is none of its own", async () => {
  const { id } = await createApi();
  const ref = { restApiId: id, responseType: 'THROTTLED' as const };
  await client.send(new PutGatewayResponseCommand({ ...ref, statusCode: '503' }));
  await client.send(new DeleteGatewayResponseCommand(ref));
  expect(await failureOf(client.send(new DeleteGatewayResponseCommand(ref)))).toMatchObject({
    status: 404,
  });
});
