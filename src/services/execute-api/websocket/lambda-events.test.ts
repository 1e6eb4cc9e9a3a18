import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectTo, refusalOf, startSocketFixture } from './fixture.ts';

const fixture = await startSocketFixture();
const { stack, createSocketApi, addRoute, deployFunction } = fixture;
afterAll(() => stack.stop());

/** Tells every later event of what it has seen, and lets messages choose what is returned. */
const ECHO = `
  globalThis.seen ??= [];
  const { eventType, routeKey } = event.requestContext;
  if (eventType === 'MESSAGE') {
    const { action, ...message } = JSON.parse(event.body);
    if (message.returns !== undefined) return message.returns;
    if (message.throws) throw new Error('thrown');
    return { statusCode: 200, body: JSON.stringify(message.past ? globalThis.seen : event) };
  }
  globalThis.seen.push(event);
  const query = event.queryStringParameters ?? {};
  if (query.throws) throw new Error('thrown');
  return { statusCode: Number(query.status ?? 200), body: query.body ?? '', headers: { 'Sec-WebSocket-Protocol': query.protocol ?? '' } };
`;

const ID = /^[\w-]{15}=$/;
let apiId: string;

beforeAll(async () => {
  apiId = await createSocketApi();
  const integration = { IntegrationUri: await deployFunction('echo', ECHO) };
  await addRoute(apiId, '$connect', integration);
  await addRoute(apiId, '$disconnect', integration);
  await addRoute(apiId, 'echo', integration, { isTwoWay: true });
  await addRoute(apiId, 'quiet', integration);
}, 60_000);

async function eventsOf(): Promise<Record<string, unknown>[]> {
  const client = await connectTo(stack, apiId);
  client.send({ action: 'echo', past: true });
  const events = JSON.parse(await client.next()) as Record<string, unknown>[];
  client.socket.close();
  await client.closed;
  return events;
}

describe("AWS's events", () => {
  it('of a connection that comes', async () => {
    const client = await connectTo(stack, apiId, {
      path: '/test?x=1&x=2&y=z',
      headers: { 'X-Own': 'v', 'User-Agent': 'tester' },
    });
    client.socket.close();
    await client.closed;
    const events = await eventsOf();
    const event = events.find((each) => each['queryStringParameters'] !== undefined)!;
    expect(event).toMatchObject({
      headers: {
        Host: `${apiId}.execute-api.localhost:${stack.port}`,
        'Sec-WebSocket-Version': '13',
        'X-Own': 'v',
        'X-Forwarded-For': '127.0.0.1',
        'X-Forwarded-Proto': 'http',
      },
      multiValueHeaders: { 'X-Own': ['v'] },
      queryStringParameters: { x: '2', y: 'z' },
      multiValueQueryStringParameters: { x: ['1', '2'], y: ['z'] },
      isBase64Encoded: false,
      requestContext: {
        routeKey: '$connect',
        eventType: 'CONNECT',
        messageDirection: 'IN',
        stage: 'test',
        identity: { sourceIp: '127.0.0.1', userAgent: 'tester' },
        domainName: `${apiId}.execute-api.localhost`,
        apiId,
      },
    });
    expect(event).not.toHaveProperty('body');
    const context = event['requestContext'] as Record<string, unknown>;
    for (const name of ['requestId', 'extendedRequestId', 'connectionId'])
      expect(context[name]).toMatch(ID);
    expect(context['extendedRequestId']).toBe(context['requestId']);
    expect(context['requestTime']).toMatch(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/);
    expect(context['connectedAt']).toEqual(expect.any(Number));
    expect(context['requestTimeEpoch']).toEqual(expect.any(Number));
    expect(context).not.toHaveProperty('messageId');
  });

  it('of a message', async () => {
    const client = await connectTo(stack, apiId);
    client.send({ action: 'echo', n: 1 });
    const event = JSON.parse(await client.next()) as Record<string, unknown>;
    expect(event).toMatchObject({
      body: '{"action":"echo","n":1}',
      isBase64Encoded: false,
      requestContext: { routeKey: 'echo', eventType: 'MESSAGE', messageDirection: 'IN' },
    });
    expect(event).not.toHaveProperty('headers');
    const { messageId } = event['requestContext'] as Record<string, unknown>;
    expect(messageId).toMatch(ID);
    client.socket.terminate();
  });

  it.each([
    [undefined, undefined, 1005, 'Client-side close frame status not set'],
    [1000, '', 1000, 'Connection Closed Normally'],
    [4001, 'enough', 4001, 'enough'],
  ])('of a connection that goes with %s %s', async (code, reason, status, words) => {
    const client = await connectTo(stack, apiId);
    client.send({ action: 'echo' });
    const { requestContext } = JSON.parse(await client.next()) as {
      requestContext: Record<string, unknown>;
    };
    client.socket.close(code, reason);
    await client.closed;
    const find = async () =>
      (await eventsOf()).find((each) => {
        const context = each['requestContext'] as Record<string, unknown>;
        return (
          context['eventType'] === 'DISCONNECT' &&
          context['connectionId'] === requestContext['connectionId']
        );
      });
    await expect.poll(find).toMatchObject({
      headers: { Host: `${apiId}.execute-api.localhost` },
      isBase64Encoded: false,
      requestContext: {
        routeKey: '$disconnect',
        disconnectStatusCode: status,
        disconnectReason: words,
        connectedAt: requestContext['connectedAt'],
      },
    });
  });
});

describe('$connect', () => {
  it('refuses with the status of the function', async () => {
    expect(await refusalOf(stack, apiId, { path: '/test?status=401&body=no' })).toEqual({
      status: 401,
      body: 'no',
    });
  });

  it('refuses with 502 when the function fails', async () => {
    const { body, status } = await refusalOf(stack, apiId, { path: '/test?throws=1' });
    expect(status).toBe(502);
    expect(body).toMatch(
      /^\{"message": "Internal server error", "connectionId":"[\w-]{15}=", "requestId":"[\w-]{15}="\}$/,
    );
  });

  it('gives the subprotocol that the function chose', async () => {
    const client = await connectTo(stack, apiId, {
      path: '/test?protocol=b',
      protocols: ['a', 'b'],
    });
    expect(client.socket.protocol).toBe('b');
    client.socket.terminate();
  });

  it('gives no subprotocol when the function names none, which clients refuse', async () => {
    await expect(connectTo(stack, apiId, { protocols: ['a'] })).rejects.toThrow(/subprotocol/);
  });
});

describe('messages', () => {
  it('are answered by two-way routes only', async () => {
    const client = await connectTo(stack, apiId);
    client.send({ action: 'quiet', returns: { statusCode: 200, body: 'never seen' } });
    client.send({ action: 'echo', returns: { statusCode: 200, body: 'hello' } });
    expect(await client.next()).toBe('hello');
    client.socket.terminate();
  });

  it.each([{ throws: true }, { returns: 'no object' }, { returns: { status: 200 } }])(
    'whose function fails or answers nonsense are told so: %j',
    async (message) => {
      const client = await connectTo(stack, apiId);
      client.send({ action: 'quiet', ...message });
      expect(await client.next()).toMatch(
        /^\{"message": "Internal server error", "connectionId":"[\w-]{15}=", "requestId":"[\w-]{15}="\}$/,
      );
      client.socket.terminate();
    },
  );
});
