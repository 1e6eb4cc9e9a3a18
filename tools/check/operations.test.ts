import { describe, expect, it } from 'vitest';
import { operations, toFileStem } from './operations.ts';
import { treeOf } from './tree.ts';

const FILE = 'src/services/sts/operations/assume-role.ts';
const good = {
  [FILE]: "export const assumeRole = operation('sts', 'AssumeRole', () => ({}));",
  'src/services/sts/operations/assume-role.test.ts': '',
  'src/services/sts/operations.ts': "import { assumeRole } from './operations/assume-role.ts';",
};
const messages = (texts: Record<string, string>) =>
  Promise.resolve(operations.find(treeOf(texts))).then((found) =>
    found.map((each) => each.message),
  );

describe('operations', () => {
  it('accepts an operation with its test and registration', async () => {
    expect(await messages(good)).toEqual([]);
  });

  it('misses the test and the registration', async () => {
    expect(await messages({ [FILE]: good[FILE] })).toEqual([
      expect.stringContaining('has no test'),
      expect.stringContaining('is not registered'),
    ]);
  });

  it('refuses a file whose name is not its operation’s', async () => {
    const texts = { ...good, [FILE]: "export const a = operation('sts', 'GetSessionToken', f);" };
    expect(await messages(texts)).toEqual([expect.stringContaining('declares no operation')]);
  });

  it('refuses two operations in one file', async () => {
    const texts = { ...good, [FILE]: `${good[FILE]}\noperation('sts', 'GetSessionToken', f);` };
    expect(await messages(texts)).toEqual([expect.stringContaining('declares 2 operations')]);
  });
});

it.each([
  ['CreateEventSourceMapping', 'create-event-source-mapping'],
  ['CreateOpenIDConnectProvider', 'create-open-id-connect-provider'],
  ['GetApi', 'get-api'],
  ['ListMFADevices', 'list-mfa-devices'],
])('%s lives in %s.ts', (name, stem) => {
  expect(toFileStem(name)).toBe(stem);
});
