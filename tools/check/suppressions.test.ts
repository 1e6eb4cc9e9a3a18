import { expect, it } from 'vitest';
import { suppressions } from './suppressions.ts';
import { treeOf } from './tree.ts';

const find = (text: string) => suppressions.find(treeOf({ 'src/engine/a.ts': text }));

it.each([
  '// oxlint-disable-next-line no-console\nconsole.log(1);',
  '/* eslint-disable */',
  '// @ts-expect-error\nexport const a: string = 1;',
  '// @ts-ignore -- \nexport const a: string = 1;',
])('refuses %s', (text) => {
  expect(find(text)).toHaveLength(1);
});

it.each([
  '// oxlint-disable-next-line no-console -- the launcher has no logger yet\nconsole.log(1);',
  '// @ts-expect-error: the wrong type is what this test is about\nexport const a: string = 1;',
  "export const text = 'eslint-disable';",
])('accepts %s', (text) => {
  expect(find(text)).toEqual([]);
});
