import { PutGatewayResponseCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi } = await startRestFixture();
afterAll(() => stack.stop());

it('answers 201, and refuses what is no mapping', async () => {
  const { id } = await createApi();
  const put = (source: string) =>
    client.send(
      new PutGatewayResponseCommand({
        restApiId: id,
        responseType: 'UNAUTHORIZED',
        statusCode: '407',
        responseParameters: { 'gatewayresponse.header.X': source },
      }),
    );
  expect(await put("'x'")).toMatchObject({ statusCode: '407', defaultResponse: false });
  expect(await failureOf(put('nonsense'))).toMatchObject({ status: 400 });
});
