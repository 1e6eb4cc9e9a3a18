import { connect } from 'node:net';
import { CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeZip } from '../lambda-runtime/fixtures/deployment.ts';
import { createStack, type Stack } from '../stack/create-stack.ts';

const HANDLER = `exports.handler = async (event) => {
  if (event.fail) throw new TypeError('no');
  return { got: event };
};`;
const SIGNED =
  'Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/lambda/aws4_request, SignedHeaders=host;x-amz-date, Signature=' +
  'a'.repeat(64) +
  '\r\nX-Amz-Date: 20260101T000000Z\r\n';

let stack: Stack;
beforeAll(async () => {
  stack = await createStack();
  const lambda = stack.client(LambdaClient);
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: 'echo',
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: 'arn:aws:iam::123456789012:role/any',
      Code: { ZipFile: await makeZip({ 'index.js': HANDLER }) },
    }),
  );
  await exchange('chain', { body: '{}' }); // from then on the function is known
});
afterAll(() => stack.stop());

interface Answer {
  status: string;
  headers: string[];
  body: string;
}

/**
 * One request as raw bytes; an unknown connection option is what the strict front leaves to the chain.
 * @returns status line, headers (without what differs from one request to the next) and body
 */
async function exchange(
  way: 'short' | 'chain',
  options: { body: string; headers?: string; name?: string; query?: string },
): Promise<Answer & { isByChain: boolean }> {
  const { body, headers = '', name = 'echo', query = '' } = options;
  const connection = way === 'chain' ? 'Connection: close, x\r\n' : 'Connection: close\r\n';
  const socket = connect(stack.port, '127.0.0.1');
  socket.write(
    `POST /2015-03-31/functions/${name}/invocations${query} HTTP/1.1\r\nHost: localhost:${stack.port}\r\n` +
      `${headers}${connection}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  let text = '';
  for await (const chunk of socket.setEncoding('utf8')) text += chunk;
  const [head = '', answer = ''] = text.split('\r\n\r\n');
  const [status = '', ...lines] = head.split('\r\n');
  return {
    // Node's server writes names in its own case.
    isByChain: /^Date:/m.test(head),
    status,
    headers: lines
      .map((line) => line.toLowerCase())
      .filter((line) => !/^(date|connection|keep-alive|transfer-encoding):/.test(line))
      .map((line) => line.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, '<id>'))
      .sort(),
    body: answer
      .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '<id>')
      .replaceAll(/\/\S+\.js:/g, '<file>:'),
  };
}

it.each([
  ['an answer', { body: '{"name":"John"}' }],
  ['an empty event', { body: '' }],
  ['an error of the function', { body: '{"fail":true}' }],
  ['an event that is no JSON', { body: '{' }],
  ['a signed request', { body: '{}', headers: SIGNED }],
  [
    'the types and the version spelt out',
    {
      body: '{}',
      headers: 'X-Amz-Invocation-Type: RequestResponse\r\nX-Amz-Log-Type: None\r\n',
      query: '?Qualifier=$LATEST',
    },
  ],
  ['a function that is not there', { body: '{}', name: 'nobody' }],
  ['a version that is not there', { body: '{}', query: '?Qualifier=7' }],
  ['a query that Invoke does not know', { body: '{}', query: '?Other=1' }],
  [
    'a key that cannot be',
    { body: '{}', headers: 'Authorization: AWS4-HMAC-SHA256 Credential=x\r\n' },
  ],
])('%s is the same as by the chain', async (_name, request) => {
  const { isByChain: _, ...short } = await exchange('short', request);
  const { isByChain, ...byChain } = await exchange('chain', request);
  expect(isByChain).toBe(true);
  expect(short).toEqual(byChain);
});

it.each([
  ['the plainest call', { body: '{}' }, true],
  ['a signed one, once the key is known', { body: '{}', headers: SIGNED }, true],
  ['an asynchronous one', { body: '{}', headers: 'X-Amz-Invocation-Type: Event\r\n' }, false],
  ['one that asks for the log', { body: '{}', headers: 'X-Amz-Log-Type: Tail\r\n' }, false],
  ['one from a web page', { body: '{}', headers: 'Origin: http://a.example\r\n' }, false],
  ['a presigned one', { body: '{}', query: '?X-Amz-Algorithm=AWS4-HMAC-SHA256' }, false],
  ['a function that is not there', { body: '{}', name: 'nobody' }, false],
])('%s takes the short way: %j %s', async (_name, request, isShort) => {
  await exchange('short', request);
  expect((await exchange('short', request)).isByChain).toBe(!isShort);
});
