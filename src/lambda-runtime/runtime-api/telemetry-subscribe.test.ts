import { describe, expect, it } from 'vitest';
import { openEnvironmentApi } from '../fixtures/environment-api.ts';

const ID = 'Lambda-Extension-Identifier';
const TELEMETRY = '/2022-07-01/telemetry';
const LOGS = '/2020-08-15/logs';
const body = (members: object = {}): string =>
  JSON.stringify({
    schemaVersion: '2022-12-13',
    types: ['platform'],
    destination: { protocol: 'HTTP', URI: 'http://sandbox.localdomain:4321/x' },
    ...members,
  });

describe('PUT telemetry', () => {
  it('refuses strangers', async () => {
    const { call } = await openEnvironmentApi();
    expect((await call('PUT', TELEMETRY, {}, body())).body.errorType).toBe(
      'Extension.MissingExtensionIdentifier',
    );
  });

  it.each([
    ['no JSON', '{', /not JSON/],
    ['a list', '[]', /object/],
    [
      'an unknown schema',
      body({ schemaVersion: '2019-01-01' }),
      /schemaVersion must be one of 2022-07-01, 2022-12-13, 2025-01-29/,
    ],
    ['no types', body({ types: [] }), /types/],
    ['unknown types', body({ types: ['everything'] }), /types/],
    ['no destination', body({ destination: undefined }), /destination/],
    ['another protocol', body({ destination: { protocol: 'UDP', port: 1 } }), /HTTP or TCP/],
    [
      'HTTPS',
      body({ destination: { protocol: 'HTTP', URI: 'https://sandbox.localdomain:1/' } }),
      /form http/,
    ],
    [
      'a destination outside',
      body({ destination: { protocol: 'HTTP', URI: 'http://10.0.0.1:80/' } }),
      /form http/,
    ],
    [
      'a destination that only looks local',
      body({ destination: { protocol: 'HTTP', URI: 'http://sandbox.localdomain@10.0.0.1/' } }),
      /form http/,
    ],
    ['the reserved port', body({ destination: { protocol: 'TCP', port: 9001 } }), /not 9001/],
    ['no port', body({ destination: { protocol: 'TCP', port: '80' } }), /port/],
    [
      'too few items',
      body({ buffering: { maxItems: 999 } }),
      /maxItems must be an integer from 1000 to 10000/,
    ],
    ['too many bytes', body({ buffering: { maxBytes: 1_048_577 } }), /maxBytes/],
    [
      'a part of a millisecond',
      body({ buffering: { timeoutMs: 25.5 } }),
      /timeoutMs must be an integer from 25 to 30000/,
    ],
  ])('refuses %s', async (_what, text, message) => {
    const api = await openEnvironmentApi();
    const id = await api.register('x');
    const answer = await api.call('PUT', TELEMETRY, { [ID]: id }, text);
    expect([answer.status, answer.body.errorType]).toEqual([400, 'ValidationError']);
    expect(answer.body.errorMessage).toMatch(message);
  });

  it('answers OK and says so in the log, again too', async () => {
    const api = await openEnvironmentApi();
    const id = await api.register('x');
    for (const types of [['platform'], ['platform', 'function', 'extension']]) {
      const answer = await api.call('PUT', TELEMETRY, { [ID]: id }, body({ types }));
      expect([answer.status, answer.body]).toEqual([200, 'OK']);
    }
    expect(await api.logged()).toEqual([
      'TELEMETRY\tName: x\tState: Subscribed\tTypes: [Platform]\n',
      'TELEMETRY\tName: x\tState: Subscribed\tTypes: [Platform, Function, Extension]\n',
    ]);
  });

  it('refuses everybody once INIT is over, and those who use the other API', async () => {
    const api = await openEnvironmentApi();
    const id = await api.register('x');
    await api.call('PUT', TELEMETRY, { [ID]: id }, body());
    const other = await api.call('PUT', LOGS, { [ID]: id }, body({ schemaVersion: '2021-03-18' }));
    expect([other.status, other.body.errorType]).toEqual([400, 'ValidationError']);
    api.telemetry.close();
    const late = await api.call('PUT', TELEMETRY, { [ID]: id }, body());
    expect([late.status, late.body]).toEqual([
      403,
      {
        errorType: 'Telemetry.SubscriptionClosed',
        errorMessage: 'Telemetry API subscription is closed',
      },
    ]);
  });
});

it('PUT logs takes the schemas of its time, and none', async () => {
  const api = await openEnvironmentApi();
  const id = await api.register('x');
  for (const schemaVersion of [undefined, '2020-08-15', '2021-03-18']) {
    expect((await api.call('PUT', LOGS, { [ID]: id }, body({ schemaVersion }))).status).toBe(200);
  }
  expect((await api.call('PUT', LOGS, { [ID]: id }, body())).status).toBe(400);
  expect((await api.logged())[0]).toBe('LOGS\tName: x\tState: Subscribed\tTypes: [Platform]\n');
});
