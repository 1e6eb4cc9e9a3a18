import { expect, it } from 'vitest';
import {
  openEnvironmentApi,
  type Answer,
  type EnvironmentApi,
} from '../fixtures/environment-api.ts';

const PATH = '/2020-01-01/extension/register';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const register = (
  api: EnvironmentApi,
  name: string | undefined,
  body: string,
  features = '',
): Promise<Answer> =>
  api.call(
    'POST',
    PATH,
    {
      ...(name !== undefined && { 'Lambda-Extension-Name': name }),
      'Lambda-Extension-Accept-Feature': features,
    },
    body,
  );
const refusal = ({ status, body }: Answer): unknown[] => [
  status,
  body.errorType,
  body.errorMessage,
];

it.each<[string, string | undefined, string, string, string | RegExp]>([
  ['no name', undefined, '{"events":[]}', 'Extension.InvalidExtensionName', 'Empty extension name'],
  ['no JSON', 'x', '{"events"', 'InvalidRequestFormat', /JSON/],
  ['nothing', 'x', '', 'InvalidRequestFormat', /JSON/],
  ['a number', 'x', '7', 'InvalidRequestFormat', /object/],
  ['events that are none', 'x', '{"events":"INVOKE"}', 'InvalidRequestFormat', /list of strings/],
  [
    'old keys',
    'x',
    '{"events":[],"configurationKeys":["a"]}',
    'InvalidRequestFormat',
    'configurationKeys are deprecated; use environment variables instead',
  ],
  [
    'an unknown event',
    'x',
    '{"events":["RESTORE"]}',
    'Extension.InvalidEventType',
    'RESTORE: ErrorInvalidEventType',
  ],
  [
    'SHUTDOWN for an internal one',
    'x',
    '{"events":["INVOKE","SHUTDOWN"]}',
    'Extension.InvalidEventType',
    'SHUTDOWN: ErrEventNotSupportedForInternalAgent',
  ],
  [
    'a huge body',
    'x',
    JSON.stringify({ events: Array.from({ length: 20_000 }, () => 'INVOKE') }),
    'InvalidRequestFormat',
    /JSON/,
  ],
])('refuses %s', async (_what, name, body, errorType, message) => {
  const api = await openEnvironmentApi();
  const expected = typeof message === 'string' ? message : expect.stringMatching(message);
  expect(refusal(await register(api, name, body))).toEqual([403, errorType, expected]);
  expect(api.extensions.size).toBe(0);
});

it('answers an internal extension with its identifier and the function', async () => {
  const api = await openEnvironmentApi();
  const { status, headers, body } = await register(api, 'inner', '{"events":["INVOKE"]}');
  expect(status).toBe(200);
  expect(headers.get('lambda-extension-identifier')).toMatch(UUID);
  expect(body).toEqual({
    functionName: 'hello',
    functionVersion: '$LATEST',
    handler: 'index.handler',
  });
  const { body: more } = await register(api, 'other', '{}', 'something, accountId');
  expect(more).toMatchObject({ accountId: '000000000000' });
});

it('lets an external one hear of SHUTDOWN, and tells when it has registered', async () => {
  const api = await openEnvironmentApi();
  const external = api.extensions.addExternal('agent');
  let registered = 0;
  api.extensions.onRegistered = () => (registered += 1);
  const { status, headers } = await register(api, 'agent', '{"events":["INVOKE","SHUTDOWN"]}');
  expect([status, headers.get('lambda-extension-identifier')]).toEqual([200, external.id]);
  expect([external.state, external.events, registered]).toEqual([
    'Registered',
    ['INVOKE', 'SHUTDOWN'],
    1,
  ]);
  expect(refusal(await register(api, 'agent', '{"events":[]}'))).toEqual([
    403,
    'Extension.InvalidExtensionState',
    'State transition from Registered to Registered failed for extension agent. Error: State transition is not allowed',
  ]);
});

it('refuses a second one of the same name, an eleventh, and latecomers', async () => {
  const api = await openEnvironmentApi();
  for (let index = 0; index < 10; index++)
    expect((await register(api, `x${index}`, '{}')).status).toBe(200);
  expect(refusal(await register(api, 'x3', '{}'))).toEqual([
    403,
    'Extension.InvalidExtensionState',
    'Extension with this name already registered',
  ]);
  expect(refusal(await register(api, 'x10', '{}'))).toEqual([
    403,
    'Extension.TooManyExtensions',
    'Extension limit (10) reached',
  ]);
  api.extensions.close();
  expect(refusal(await register(api, 'late', '{}'))).toEqual([
    403,
    'Extension.RegistrationClosed',
    'Extension registration closed already',
  ]);
});
