import { expect, test } from 'vitest';
import { startStack } from '../fixtures/stack.ts';

const { lambda, create } = await startStack({ lambdaConcurrency: 500 });

test('limits, and what is used of them', async () => {
  expect((await lambda.getAccountSettings()).AccountUsage).toEqual({
    TotalCodeSize: 0,
    FunctionCount: 0,
  });
  const { CodeSize } = await create('f');
  await lambda.putFunctionConcurrency({ FunctionName: 'f', ReservedConcurrentExecutions: 30 });
  const { AccountLimit, AccountUsage } = await lambda.getAccountSettings();
  expect(AccountLimit).toEqual({
    TotalCodeSize: 80_530_636_800,
    CodeSizeUnzipped: 262_144_000,
    CodeSizeZipped: 52_428_800,
    ConcurrentExecutions: 500,
    UnreservedConcurrentExecutions: 470,
  });
  expect(AccountUsage).toEqual({ TotalCodeSize: CodeSize, FunctionCount: 1 });
});
