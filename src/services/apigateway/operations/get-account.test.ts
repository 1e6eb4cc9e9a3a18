import { GetAccountCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { startRestFixture } from '../fixture.ts';

const { stack, client } = await startRestFixture();
afterAll(() => stack.stop());

it("answers AWS's limits", async () => {
  expect(await client.send(new GetAccountCommand({}))).toMatchObject({
    throttleSettings: { burstLimit: 5000, rateLimit: 10_000 },
    apiKeyVersion: '4',
  });
});
