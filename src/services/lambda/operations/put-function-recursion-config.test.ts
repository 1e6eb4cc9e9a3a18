import { expect, test } from 'vitest';
import { startStack } from '../fixtures/stack.ts';

const { lambda, create } = await startStack();
await create('f');

test('Allow, and Terminate again', async () => {
  for (const RecursiveLoop of ['Allow', 'Terminate'] as const) {
    expect(
      await lambda.putFunctionRecursionConfig({ FunctionName: 'f', RecursiveLoop }),
    ).toMatchObject({ RecursiveLoop });
    expect(await lambda.getFunctionRecursionConfig({ FunctionName: 'f' })).toMatchObject({
      RecursiveLoop,
    });
  }
});

test.each([
  [{ FunctionName: 'none', RecursiveLoop: 'Allow' as const }, 'ResourceNotFoundException'],
  [{ FunctionName: 'f', RecursiveLoop: 'Maybe' as never }, 'ValidationException'],
  [{ FunctionName: 'f:1', RecursiveLoop: 'Allow' as const }, 'ValidationException'],
])('%j is refused', async (input, name) => {
  await expect(lambda.putFunctionRecursionConfig(input)).rejects.toMatchObject({ name });
});
