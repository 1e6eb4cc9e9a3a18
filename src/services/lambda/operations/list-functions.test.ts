import { expect, test } from 'vitest';
import { arnOf, startStack } from '../fixtures/stack.ts';

const { stack, lambda, create, createActive } = await startStack();
await Promise.all(['a', 'b', 'c'].map((name) => create(name)));

test('lists in pages, without states', async () => {
  const first = await lambda.listFunctions({ MaxItems: 2 });
  expect(first.Functions?.map((each) => each.FunctionName)).toEqual(['a', 'b']);
  expect(first.Functions?.[0]).not.toHaveProperty('State');
  expect(first.Functions?.[0]).not.toHaveProperty('RuntimeVersionConfig');
  const second = await lambda.listFunctions({ MaxItems: 2, Marker: first.NextMarker });
  expect(second.Functions?.map((each) => each.FunctionName)).toEqual(['c']);
  expect(second.NextMarker).toBeUndefined();
});

test('ALL lists versions, each with its ARN', async () => {
  await createActive('d');
  await lambda.publishVersion({ FunctionName: 'd' });
  const { Functions } = await lambda.listFunctions({ FunctionVersion: 'ALL' });
  expect(Functions?.map((each) => each.FunctionArn).slice(-2)).toEqual([
    arnOf('d:$LATEST'),
    arnOf('d:1'),
  ]);
});

test('regions and accounts see their own functions only', async () => {
  const { Lambda } = await import('@aws-sdk/client-lambda');
  const elsewhere = stack.client(Lambda, { region: 'eu-west-1' });
  expect((await elsewhere.listFunctions({})).Functions).toEqual([]);
  const other = stack.client(Lambda, {
    credentials: { accessKeyId: '000000000000', secretAccessKey: 'x' },
  });
  expect((await other.listFunctions({})).Functions).toEqual([]);
});

test('a marker that no list gave out is refused', async () => {
  await expect(lambda.listFunctions({ Marker: 'x' })).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
  });
});

test('MasterRegion asks for replicas of Lambda@Edge functions: there are none', async () => {
  const MasterRegion = 'us-east-1';
  expect(await lambda.listFunctions({ MasterRegion, FunctionVersion: 'ALL' })).toMatchObject({
    Functions: [],
  });
  await expect(lambda.listFunctions({ MasterRegion })).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
  });
});
