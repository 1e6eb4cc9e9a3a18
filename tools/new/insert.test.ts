import { expect, it } from 'vitest';
import { insertImport, insertIntoArray } from './insert.ts';

const CODE = `import { defineService } from '../define-service.ts';
import { assumeRole } from './operations/assume-role.ts';
import { getToken } from './operations/get-token.ts';

export const sts = defineService({ id: 'sts', operations: [assumeRole, getToken] });
`;

it.each([
  ['decode', './operations/decode.ts', 2],
  ['aaa', './operations/aaa.ts', 1],
  ['zzz', './operations/zzz.ts', 3],
])('puts the import of %s where it belongs', (name, from, row) => {
  expect(insertImport(CODE, name, from).split('\n')[row]).toBe(
    `import { ${name} } from '${from}';`,
  );
});

it.each([
  ['decode', '[assumeRole, decode, getToken]'],
  ['aaa', '[aaa, assumeRole, getToken]'],
  ['zzz', '[assumeRole, getToken, zzz]'],
])('puts %s into the list', (name, list) => {
  expect(insertIntoArray(CODE, 'operations', name)).toContain(`operations: ${list}`);
});

it('fills an empty list, and keeps an order that is not alphabetical', () => {
  expect(insertIntoArray('const services: A[] = [];', 'services', 'sts')).toBe(
    'const services: A[] = [sts];',
  );
  expect(insertIntoArray('const services = [sts, iam];', 'services', 'logs')).toBe(
    'const services = [sts, iam, logs];',
  );
});

it('says so when there is no list', () => {
  expect(() => insertIntoArray('export {};', 'operations', 'a')).toThrow('add a by hand');
});
