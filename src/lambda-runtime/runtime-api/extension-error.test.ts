import { describe, expect, it } from 'vitest';
import { openEnvironmentApi, type Answer } from '../fixtures/environment-api.ts';

const ID = 'Lambda-Extension-Identifier';
const TYPE = 'Lambda-Extension-Function-Error-Type';
const UNKNOWN = '11111111-2222-4333-8444-555555555555';
const refusal = ({ status, body }: Answer): unknown[] => [
  status,
  body.errorType,
  body.errorMessage,
];

describe.each([
  ['init', 'InitError'],
  ['exit', 'ExitError'],
])('%s/error', (kind, state) => {
  const path = `/2020-01-01/extension/${kind}/error`;

  it('refuses strangers and calls without the type', async () => {
    const api = await openEnvironmentApi();
    expect(refusal(await api.call('POST', path))).toEqual([
      403,
      'Extension.MissingExtensionIdentifier',
      'Missing Lambda-Extension-Identifier header',
    ]);
    expect(refusal(await api.call('POST', path, { [ID]: UNKNOWN, [TYPE]: 'E' }))).toEqual([
      403,
      'Extension.UnknownExtensionIdentifier',
      'Unknown Lambda-Extension-Identifier',
    ]);
    const id = await api.register('x');
    expect(refusal(await api.call('POST', path, { [ID]: id }))).toEqual([
      403,
      'Extension.MissingHeader',
      `${TYPE} not found`,
    ]);
    expect(api.extensions.firstError).toBeUndefined();
  });

  it('accepts it, again too; the first one counts', async () => {
    const api = await openEnvironmentApi();
    const id = await api.register('x');
    for (const type of ['Extension.First', 'Extension.Second']) {
      const { status, body } = await api.call(
        'POST',
        path,
        { [ID]: id, [TYPE]: type },
        '{"errorMessage":"no"}',
      );
      expect([status, body]).toEqual([202, { status: 'OK' }]);
    }
    const [extension] = api.extensions.all;
    expect([extension?.state, extension?.errorType, api.extensions.firstError]).toEqual([
      state,
      'Extension.First',
      `Extension.${state}`,
    ]);
  });
});

it('an init error is too late once the extension is ready', async () => {
  const api = await openEnvironmentApi();
  const id = await api.register('x');
  void api.call('GET', '/2020-01-01/extension/event/next', { [ID]: id }).catch(() => {});
  await expect.poll(() => api.told.length).toBe(1);
  const answer = await api.call('POST', '/2020-01-01/extension/init/error', {
    [ID]: id,
    [TYPE]: 'E',
  });
  expect(refusal(answer)).toEqual([
    403,
    'Extension.InvalidExtensionState',
    `State transition from Ready to InitError failed for extension ${id}. Error: State transition is not allowed`,
  ]);
});
