/** Functions for the benchmarks. */
import {
  CreateFunctionCommand,
  LambdaClient,
  waitUntilFunctionActiveV2,
  type CreateFunctionCommandInput,
} from '@aws-sdk/client-lambda';
import { createClient } from '../src/stack/client.ts';

export function lambdaOf(port: number): LambdaClient {
  return createClient(LambdaClient, {
    endpoint: `http://localhost:${port}`,
    region: 'us-east-1',
  });
}

/** Creates a Node.js function and waits until it may be invoked. @returns the path of its Invoke */
export async function deploy(
  lambda: LambdaClient,
  name: string,
  zip: Buffer,
  settings: Partial<CreateFunctionCommandInput> = {},
): Promise<string> {
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: 'arn:aws:iam::123456789012:role/bench',
      MemorySize: 1769, // one processor; with less, the function's CPU share is what is measured
      Timeout: 60,
      Code: { ZipFile: zip },
      ...settings,
    }),
  );
  await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 300 }, { FunctionName: name });
  return `/2015-03-31/functions/${name}/invocations`;
}
