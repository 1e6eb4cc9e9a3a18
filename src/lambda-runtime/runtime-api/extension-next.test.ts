import { expect, it } from 'vitest';
import { openEnvironmentApi } from '../fixtures/environment-api.ts';

const PATH = '/2020-01-01/extension/event/next';
const UNKNOWN = '11111111-2222-4333-8444-555555555555';
const DELIVERY = {
  requestId: 'r',
  payload: Buffer.from('{}'),
  invokedArn: 'arn',
  traceId: 'Root=1',
  clientContext: undefined,
  tenantId: undefined,
  remainingMs: 1000,
};

it.each([
  [
    'no identifier',
    undefined,
    'Extension.MissingExtensionIdentifier',
    'Missing Lambda-Extension-Identifier header',
  ],
  [
    'no UUID',
    '../../etc',
    'Extension.InvalidExtensionIdentifier',
    'Invalid Lambda-Extension-Identifier',
  ],
  ['a stranger', UNKNOWN, 'Extension.UnknownExtensionIdentifier', `Unknown extension ${UNKNOWN}`],
])('refuses %s', async (_what, id, errorType, errorMessage) => {
  const { call } = await openEnvironmentApi();
  const answer = await call(
    'GET',
    PATH,
    id === undefined ? {} : { 'Lambda-Extension-Identifier': id },
  );
  expect([answer.status, answer.body]).toEqual([403, { errorType, errorMessage }]);
});

it('blocks until there is an event, and hands it to those who asked for its kind', async () => {
  const api = await openEnvironmentApi();
  const wants = await api.register('wants', ['INVOKE']);
  const idle = await api.register('idle');
  const event = api.call('GET', PATH, { 'Lambda-Extension-Identifier': wants });
  void api.call('GET', PATH, { 'Lambda-Extension-Identifier': idle }).catch(() => {});
  await expect.poll(() => api.told).toEqual(['waiting', 'waiting']);
  expect(api.extensions.areReady()).toBe(true);
  api.extensions.invoke(DELIVERY, 5000.7);
  const { headers, body } = await event;
  expect(body).toEqual({
    eventType: 'INVOKE',
    deadlineMs: 6000,
    requestId: 'r',
    invokedFunctionArn: 'arn',
    tracing: { type: 'X-Amzn-Trace-Id', value: 'Root=1' },
  });
  expect(headers.get('lambda-extension-event-identifier')).toMatch(/^[0-9a-f-]{36}$/);
  expect(api.extensions.all.map(({ state }) => state)).toEqual(['Running', 'Ready']);
});

it('keeps an event for an extension that is still at work', async () => {
  const api = await openEnvironmentApi();
  const id = await api.register('busy', ['INVOKE']);
  api.extensions.invoke(DELIVERY, 0);
  expect(
    (await api.call('GET', PATH, { 'Lambda-Extension-Identifier': id.toUpperCase() })).body,
  ).toMatchObject({ requestId: 'r' });
});

it('refuses a second call while the first one blocks', async () => {
  const api = await openEnvironmentApi();
  const id = await api.register('twice', ['INVOKE']);
  void api.call('GET', PATH, { 'Lambda-Extension-Identifier': id }).catch(() => {});
  await expect.poll(() => api.told.length).toBe(1);
  const { status, body } = await api.call('GET', PATH, { 'Lambda-Extension-Identifier': id });
  expect([status, body]).toEqual([
    403,
    {
      errorType: 'Extension.InvalidExtensionState',
      errorMessage: `State transition from Ready to Ready failed for extension ${id}. Error: State transition is not allowed`,
    },
  ]);
});
