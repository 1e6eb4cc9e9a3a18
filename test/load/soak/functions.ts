/** The functions of the soak: each misbehaves in its own way. */
import {
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  DeleteFunctionCommand,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import { makeZip } from '../../../src/lambda-runtime/fixtures/deployment.ts';

const ROLE = 'arn:aws:iam::123456789012:role/soak';

function zipOf(code: string): Promise<Buffer> {
  return makeZip({ 'index.js': code });
}

/** The function whose code is replaced again and again; zips carry the time, so each is new code. */
export function versionedCode(version: number): Promise<Buffer> {
  return zipOf(`exports.handler = async () => 'version ${version}';`);
}

const STEADY = `const fs = require('fs'); const os = require('os'); let n = 0;
exports.handler = async ({ ms = 0, bytes = 0 }) => {
  console.log('invocation', ++n);
  fs.writeFileSync(os.tmpdir() + '/last', String(n));
  await new Promise((resolve) => setTimeout(resolve, ms));
  return 'x'.repeat(bytes);
};`;

const CRASHING = `const { spawn } = require('child_process');
exports.handler = async ({ how }) => {
  if (how === 'exit') process.exit(3);
  if (how === 'kill') process.kill(process.pid, 'SIGKILL');
  if (how === 'throw') throw new Error('as asked');
  if (how === 'reject') Promise.reject(new Error('as asked'));
  if (how === 'orphan') spawn('/bin/sh', ['-c', 'sleep 600'], { stdio: 'ignore' }).unref();
  if (how === 'late') setImmediate(() => process.exit(5));
  await new Promise((resolve) => setTimeout(resolve, how === 'reject' ? 1000 : 0));
  return 'survived';
};`;

const HANGING = `exports.handler = async ({ loop }) => {
  if (loop) for (;;);
  await new Promise((resolve) => setTimeout(resolve, 60000));
};`;

const BROKEN = `throw new Error('INIT fails');`;

/** In shell, because a sandbox shows nothing else of this machine. */
const SHELL_ECHO = `#!/bin/sh
api="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation"
while :; do
  event=$(curl -sS -D /tmp/headers "$api/next") || exit 1
  id=$(grep -i '^lambda-runtime-aws-request-id:' /tmp/headers | cut -d: -f2 | tr -d '[:space:]')
  curl -sS -o /dev/null -d "$event" "$api/$id/response"
done
`;

export async function createFunctions(lambda: LambdaClient): Promise<string[]> {
  const inputs: (Partial<CreateFunctionCommandInput> & {
    FunctionName: string;
    zip: Promise<Buffer>;
  })[] = [
    { FunctionName: 'steady', zip: zipOf(STEADY) },
    { FunctionName: 'limited', zip: zipOf(STEADY) },
    { FunctionName: 'crashing', zip: zipOf(CRASHING) },
    { FunctionName: 'hanging', zip: zipOf(HANGING), Timeout: 1 },
    { FunctionName: 'broken', zip: zipOf(BROKEN) },
    { FunctionName: 'changing', zip: versionedCode(0) },
    {
      FunctionName: 'custom',
      zip: makeZip({ bootstrap: SHELL_ECHO }, 0o100755),
      Runtime: 'provided.al2023',
    },
  ];
  for (const { zip, ...input } of inputs) {
    await lambda.send(
      new CreateFunctionCommand({
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Role: ROLE,
        Timeout: 10,
        ...input,
        Code: { ZipFile: await zip },
      }),
    );
  }
  return inputs.map(({ FunctionName }) => FunctionName);
}

export async function deleteFunctions(
  lambda: LambdaClient,
  names: readonly string[],
): Promise<void> {
  for (const FunctionName of names) await lambda.send(new DeleteFunctionCommand({ FunctionName }));
}
