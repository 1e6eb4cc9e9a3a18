import type { Runtime } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { PYTHON } from '../../lambda-runtime/fixtures/python.ts';
import { extendLineage } from '../../lambda-runtime/lineage.ts';
import { arnOf, startStack, zip } from './fixtures/stack.ts';

const { stack, lambda, create, createActive } = await startStack();

/** Both invoke themselves through an SDK until they may not, or `left` is 0, and answer what is left. */
const NODE = `
  const { Lambda } = require('@aws-sdk/client-lambda');
  const lambda = new Lambda({ maxAttempts: 1 });
  const FunctionName = process.env.AWS_LAMBDA_FUNCTION_NAME;
  exports.handler = async (left) => {
    if (left === 0) return left;
    try {
      const { Payload } = await lambda.invoke({ FunctionName, Payload: JSON.stringify(left - 1) });
      return JSON.parse(Buffer.from(Payload).toString());
    } catch (error) {
      return error.name === 'RecursiveInvocationException' ? left : error.name;
    }
  };`;
const SNAKE = `
import boto3, json, os
client = boto3.client("lambda")
def handler(left, context):
    if left == 0:
        return left
    try:
        answer = client.invoke(FunctionName=os.environ["AWS_LAMBDA_FUNCTION_NAME"], Payload=json.dumps(left - 1))
        return json.load(answer["Payload"])
    except client.exceptions.RecursiveInvocationException:
        return left
`;

/** Invokes within a chain in which the function has run `before` times. */
async function callInChain(name: string, before: number, left: number): Promise<unknown> {
  let header = 'Root=1-5759e988-bd862e3fe1be46a994272793';
  for (let i = 0; i < before; i++) header = extendLineage(header, { arn: arnOf(name) });
  const url = `${stack.endpoint}/2015-03-31/functions/${name}/invocations`;
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'X-Amzn-Trace-Id': header },
    body: JSON.stringify(left),
  });
  return response.json();
}

test('a function that invokes itself through the SDK runs 16 times in one chain', async () => {
  await createActive('circle', NODE, { Timeout: 30 });
  expect(await callInChain('circle', 14, 4)).toBe(3);
  expect(await callInChain('circle', 16, 4)).toMatchObject({ Type: 'User' });
  expect(await callInChain('circle', 0, 2)).toBe(0);
  await lambda.putFunctionRecursionConfig({ FunctionName: 'circle', RecursiveLoop: 'Allow' });
  expect(await callInChain('circle', 14, 4)).toBe(0);
});

test('so does one that uses boto3', async () => {
  const files = { 'index.py': SNAKE };
  const ZipFile = await zip(files);
  await create('snake', '', { Runtime: PYTHON as Runtime, Timeout: 30, Code: { ZipFile } });
  expect(await callInChain('snake', 14, 4)).toBe(3);
});
