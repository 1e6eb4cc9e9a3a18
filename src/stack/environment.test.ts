import { expect, test } from 'vitest';
import { optionsFromEnvironment } from './environment.ts';

test.each([
  [{}, undefined],
  [{ BRUME_IAM: 'audit' }, 'audit'],
  [{ BRUME_ENFORCE_IAM: 'enforce' }, 'enforce'],
  [{ ENFORCE_IAM: '1' }, 'enforce'],
  [{ ENFORCE_IAM: '0' }, 'off'],
  [{ BRUME_IAM: 'off', ENFORCE_IAM: '1' }, 'off'],
])('%j asks for IAM mode %s', (env, mode) => {
  expect(optionsFromEnvironment(env).iam).toBe(mode);
});

test('a mode that does not exist, and half of the root’s keys, are refused', () => {
  expect(() => optionsFromEnvironment({ BRUME_IAM: 'strict' })).toThrow('is not a mode of IAM');
  expect(() => optionsFromEnvironment({ BRUME_ROOT_ACCESS_KEY_ID: 'root' })).toThrow('one half');
  const keys = { BRUME_ROOT_ACCESS_KEY_ID: 'root', BRUME_ROOT_SECRET_ACCESS_KEY: 's' };
  expect(optionsFromEnvironment(keys).rootCredentials).toEqual({
    accessKeyId: 'root',
    secretAccessKey: 's',
  });
});
