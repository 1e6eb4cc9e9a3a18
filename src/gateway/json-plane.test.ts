import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createStack, type Stack } from '../stack/create-stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await createStack();
});
afterAll(() => stack.stop());

interface Request {
  target: string;
  body: string;
  headers?: string;
}

/** @returns whether node's server answered (it writes names in its own case), and what does not differ from one request to the next */
async function exchange(
  way: 'short' | 'node',
  { target, body, headers = '' }: Request,
): Promise<{ isByNode: boolean; answer: object }> {
  // An unknown connection option is what the strict front leaves to node.
  const connection = way === 'node' ? 'close, x' : 'close';
  const socket = connect(stack.port, '127.0.0.1');
  socket.write(
    `POST / HTTP/1.1\r\nHost: localhost:${stack.port}\r\nX-Amz-Target: ${target}\r\n` +
      `Content-Type: application/x-amz-json-1.0\r\n${headers}Connection: ${connection}\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  let text = '';
  for await (const chunk of socket.setEncoding('utf8')) text += chunk;
  const [head = '', answer = ''] = text.split('\r\n\r\n');
  const [status, ...lines] = head.split('\r\n');
  const kept = lines
    .map((line) => line.toLowerCase())
    .filter((line) => !/^(?:date|connection|x-amzn-requestid):/.test(line));
  return {
    isByNode: /^Date:/m.test(head),
    answer: { status, headers: kept.toSorted(), body: answer },
  };
}

it.each<[string, Request]>([
  ['an answer', { target: 'DynamoDB_20120810.ListTables', body: '{}' }],
  ['an error', { target: 'DynamoDB_20120810.DescribeTable', body: '{"TableName":"none"}' }],
  ['a constraint', { target: 'DynamoDB_20120810.GetItem', body: '{"TableName":"none"}' }],
  ['what is not JSON', { target: 'DynamoDB_20120810.GetItem', body: '{"TableName":' }],
  ['no body', { target: 'DynamoDB_20120810.ListTables', body: '' }],
  ['an unknown operation', { target: 'DynamoDB_20120810.Nothing', body: '{}' }],
  ['an unknown service', { target: 'Nothing_1.Nothing', body: '{}' }],
  ['a missing operation', { target: 'DynamoDB_20120810.SearchVectors', body: '{}' }],
  [
    'a signature that cannot be read',
    {
      target: 'DynamoDB_20120810.ListTables',
      body: '{}',
      headers: 'Authorization: AWS4-HMAC-SHA256 nonsense\r\n',
    },
  ],
])('answers as the way through node does: %s', async (_, request) => {
  const short = await exchange('short', request);
  const byNode = await exchange('node', request);
  expect([short.isByNode, byNode.isByNode]).toEqual([false, true]);
  expect(short.answer).toEqual(byNode.answer);
});

it('leaves browsers to node', async () => {
  const { isByNode, answer } = await exchange('short', {
    target: 'DynamoDB_20120810.ListTables',
    body: '{}',
    headers: 'Origin: http://localhost\r\n',
  });
  expect(isByNode).toBe(true);
  expect(answer).toMatchObject({ status: 'HTTP/1.1 200 OK' });
});
