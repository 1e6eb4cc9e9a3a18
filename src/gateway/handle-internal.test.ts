import { Lambda, waitUntilFunctionActiveV2 } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { makeZip } from '../lambda-runtime/fixtures/deployment.ts';
import { namespacesHere } from '../lambda-runtime/fixtures/namespaces.ts';
import { createStack } from '../stack/create-stack.ts';

const CODE = `exports.handler = async (event) => {
  const ask = async (method, path, base) => (await fetch(base + path, { method })).status;
  const base = event.base ?? process.env.AWS_ENDPOINT_URL;
  return [await ask('GET', '/_brume/health', base), await ask('POST', '/_brume/reset', base), await ask('POST', '/_localstack/state/reset', base)];
};`;

test.skipIf(!(await namespacesHere()) || process.getuid?.() !== 0).each([true, false])(
  'a function asks how Brume is, and cannot reset it (egress %s)',
  async (lambdaEgress) => {
    await using stack = await createStack({ lambdaEgress, sandbox: 'namespaces' });
    const lambda = stack.client(Lambda, { maxAttempts: 1 });
    await lambda.createFunction({
      FunctionName: 'steers',
      Runtime: 'nodejs24.x',
      Role: 'arn:aws:iam::123456789012:role/lambda-role',
      Handler: 'index.handler',
      Code: { ZipFile: await makeZip({ 'index.js': CODE }) },
    });
    const waiting = { client: lambda, maxWaitTime: 20, minDelay: 0.05, maxDelay: 0.1 };
    await waitUntilFunctionActiveV2(waiting, { FunctionName: 'steers' });
    const { Payload } = await lambda.invoke({ FunctionName: 'steers' });
    expect(JSON.parse(Buffer.from(Payload ?? []).toString())).toEqual([200, 403, 403]);
    const outside = await fetch(`${stack.endpoint}/_brume/reset`, { method: 'POST' });
    expect(outside.status).toBe(200);
  },
);
