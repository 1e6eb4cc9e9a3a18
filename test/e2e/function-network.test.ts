/** Code that names AWS's own hosts reaches Brume, from every language, with and without egress. */
import {
  CreateFunctionCommand,
  InvokeCommand,
  LambdaClient,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createStack, type Stack } from '../../src/stack/create-stack.ts';
import { makeZip } from '../../src/lambda-runtime/fixtures/deployment.ts';
import { namespacesHere } from '../../src/lambda-runtime/fixtures/namespaces.ts';

const here = await namespacesHere();
const ROLE = 'arn:aws:iam::123456789012:role/r';

/** Invokes a new Node.js function with this body. */
async function run(stack: Stack, body: string): Promise<Record<string, unknown>> {
  const lambda = stack.client(LambdaClient);
  const ZipFile = await makeZip({
    'index.js': `const sh = (program, ...words) => require('child_process').spawnSync(program, words, { encoding: 'utf8' }).stdout.trim();
const get = (url) => fetch(url).then((answer) => answer.headers.get('x-amzn-requestid') ? 'brume' : answer.text(), (error) => error.cause?.code ?? String(error));
exports.handler = async () => { ${body} };`,
  });
  const FunctionName = 'names';
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Role: ROLE,
      Timeout: 30,
      Code: { ZipFile },
    }),
  );
  await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 30, minDelay: 1 }, { FunctionName });
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName }));
  return JSON.parse(Buffer.from(Payload ?? []).toString()) as Record<string, unknown>;
}

describe.skipIf(!here || process.getuid?.() !== 0)('AWS’s names in a sandbox', () => {
  it.each([true, false])('lead to Brume (egress: %s)', { timeout: 60_000 }, async (lambdaEgress) => {
    const stack = await createStack({ lambdaEgress, sandbox: 'namespaces' });
    onTestFinished(() => stack.stop());
    const seen = await run(
      stack,
      `const url = 'https://dynamodb.us-east-1.amazonaws.com/';
      return { sqs: await get('https://sqs.us-east-1.amazonaws.com/'), s3: await get('https://bucket.s3.us-east-1.amazonaws.com/').then((text) => text !== ''),
        api: sh('curl', '-sS', '-o', '/dev/null', '-w', '%{http_code} %{ssl_verify_result}', 'https://none.execute-api.us-east-1.amazonaws.com/prod/users'),
        url: sh('curl', '-sS', '-o', '/dev/null', '-w', '%{ssl_verify_result}', 'https://none.lambda-url.us-east-1.on.aws/'),
        python: sh('python3', '-c', "import ssl, socket; s = ssl.create_default_context().wrap_socket(socket.create_connection(('" + new URL(url).hostname + "', 443)), server_hostname='" + new URL(url).hostname + "'); print(s.version())"),
        other: await get('https://example.invalid/') };`,
    );
    expect(seen).toEqual({
      sqs: 'brume',
      s3: true,
      api: expect.stringMatching(/^[45]\d\d 0$|^403 0$/),
      url: '0',
      python: 'TLSv1.3',
      other: 'ENOTFOUND',
    });
  });

  it('are resolved in spite of floods and malformed packets', { timeout: 60_000 }, async () => {
    const stack = await createStack({ lambdaEgress: false, sandbox: 'namespaces' });
    onTestFinished(() => stack.stop());
    const seen = await run(
      stack,
      `const socket = require('dgram').createSocket('udp4');
      const send = (bytes) => new Promise((done) => socket.send(bytes, 53, '127.0.0.1', done));
      for (let length = 0; length < 600; length += 7) await send(require('crypto').randomBytes(length));
      await send(Buffer.from('00010100000100000000000' + '0c00c00010001', 'hex'));
      await send(Buffer.concat([Buffer.from('000101000001000000000000', 'hex'), Buffer.alloc(500, 63)]));
      for (let i = 0; i < 2000; i++) socket.send(Buffer.alloc(300, i), 53, '127.0.0.1');
      await new Promise((done) => setTimeout(done, 100));
      socket.close();
      return { sqs: await get('https://sqs.us-east-1.amazonaws.com/') };`,
    );
    expect(seen).toEqual({ sqs: 'brume' });
  });
});
