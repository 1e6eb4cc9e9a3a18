import { GetAccountCommand, UpdateAccountCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { startRestFixture } from '../fixture.ts';

const { stack, client } = await startRestFixture();
afterAll(() => stack.stop());

it('keeps the role for logs', async () => {
  const cloudwatchRoleArn = 'arn:aws:iam::123456789012:role/logs';
  const patchOperations = [
    { op: 'replace' as const, path: '/cloudwatchRoleArn', value: cloudwatchRoleArn },
  ];
  await client.send(new UpdateAccountCommand({ patchOperations }));
  expect(await client.send(new GetAccountCommand({}))).toMatchObject({ cloudwatchRoleArn });
});
