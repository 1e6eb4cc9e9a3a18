import { expect, test } from 'vitest';
import { arnOf, ECHO, startStack, zip } from '../fixtures/stack.ts';

const { lambda, create, createActive } = await startStack();

test('Code.Location serves the very zip that was uploaded', async () => {
  const code = await zip({ 'index.js': ECHO });
  await create('located', ECHO, { Code: { ZipFile: code } });
  const { Code, Configuration, Tags, Concurrency } = await lambda.getFunction({
    FunctionName: 'located',
  });
  expect(Configuration).toMatchObject({ FunctionName: 'located', FunctionArn: arnOf('located') });
  expect(Code).toEqual({
    RepositoryType: 'S3',
    Location: expect.stringMatching(/^http:\/\/localhost:\d+\//),
  });
  expect({ Tags, Concurrency }).toEqual({ Tags: undefined, Concurrency: undefined });
  const response = await fetch(Code?.Location ?? '');
  expect(response.headers.get('content-type')).toBe('application/zip');
  expect(Buffer.from(await response.arrayBuffer()).equals(code)).toBe(true);
});

test('an address that was never handed out has no code', async () => {
  const { Code } = await lambda.getFunction({ FunctionName: 'located' });
  const location = Code?.Location ?? '';
  const unknown = location.replace(/[^/]+$/, '0'.repeat(64));
  expect((await fetch(unknown)).status).toBe(404);
  expect((await fetch(location.replace(/[^/]+$/, '..%2f..%2fetc%2fpasswd'))).status).toBe(404);
  expect((await fetch(location, { method: 'DELETE' })).status).toBe(405);
});

test('with tags and reserved concurrency, when there are any', async () => {
  await create('tagged', ECHO, { Tags: { a: 'b' } });
  await lambda.putFunctionConcurrency({ FunctionName: 'tagged', ReservedConcurrentExecutions: 3 });
  expect(await lambda.getFunction({ FunctionName: 'tagged' })).toMatchObject({
    Tags: { a: 'b' },
    Concurrency: { ReservedConcurrentExecutions: 3 },
  });
});

test.each(['named', arnOf('named'), '123456789012:function:named', 'function:named'])(
  'is found as %s',
  async (name) => {
    await createActive('named').catch(() => undefined);
    const { Configuration } = await lambda.getFunction({ FunctionName: name });
    expect(Configuration?.FunctionArn).toBe(arnOf('named'));
  },
);

test('a qualifier stands in the ARN', async () => {
  for (const input of [
    { FunctionName: 'named', Qualifier: '$LATEST' },
    { FunctionName: 'named:$LATEST' },
  ]) {
    const { Configuration } = await lambda.getFunction(input);
    expect(Configuration?.FunctionArn).toBe(arnOf('named:$LATEST'));
  }
});

test.each([
  [{ FunctionName: 'none' }, 'ResourceNotFoundException', `Function not found: ${arnOf('none')}`],
  [
    { FunctionName: 'named', Qualifier: '7' },
    'ResourceNotFoundException',
    `Function not found: ${arnOf('named:7')}`,
  ],
  [
    { FunctionName: 'named:live' },
    'ResourceNotFoundException',
    `Function not found: ${arnOf('named:live')}`,
  ],
  [
    { FunctionName: 'named:1', Qualifier: '2' },
    'InvalidParameterValueException',
    'The derived qualifier from the function name does not match the specified qualifier.',
  ],
  [
    { FunctionName: arnOf('named').replace('us-east-1', 'eu-west-1') },
    'ResourceNotFoundException',
    "Functions from 'eu-west-1' are not reachable in this region ('us-east-1')",
  ],
  [
    { FunctionName: arnOf('named').replace('123456789012', '999999999999') },
    'AccessDeniedException',
    expect.stringContaining('is not authorized'),
  ],
])('%j is refused', async (input, name, message) => {
  await expect(lambda.getFunction(input)).rejects.toMatchObject({ name, message });
});
