import { UpdateGatewayResponseCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { startRestFixture } from '../fixture.ts';

const { stack, client, createApi } = await startRestFixture();
afterAll(() => stack.stop());

it("makes the response the API's own", async () => {
  const { id } = await createApi();
  const updated = await client.send(
    new UpdateGatewayResponseCommand({
      restApiId: id,
      responseType: 'THROTTLED',
      patchOperations: [{ op: 'replace', path: '/statusCode', value: '503' }],
    }),
  );
  expect(updated).toMatchObject({ statusCode: '503', defaultResponse: false });
});
