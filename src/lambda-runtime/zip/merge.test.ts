import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { mergeFolders } from './merge.ts';

/** A leaf is a file's text, or `-> target` for a symlink. */
async function merge(...trees: Record<string, string>[]): Promise<(file: string) => string> {
  const dir = mkdtempSync(path.join(tmpdir(), 'brume-merge-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const sources = trees.map((tree, index) => {
    const source = path.join(dir, String(index));
    mkdirSync(source);
    for (const [file, text] of Object.entries(tree)) {
      const at = path.join(source, file);
      mkdirSync(path.dirname(at), { recursive: true });
      if (text.startsWith('-> ')) symlinkSync(text.slice(3), at);
      else writeFileSync(at, text);
    }
    return source;
  });
  const target = path.join(dir, 'target');
  await mergeFolders(sources, target);
  return (file) => readFileSync(path.join(target, file), 'utf8');
}

test('folders unite, later files win', async () => {
  const read = await merge({ 'a/x': '1', 'a/y': '1' }, { 'a/y': '2', 'b/z': '2' });
  expect([read('a/x'), read('a/y'), read('b/z')]).toEqual(['1', '2', '2']);
});

test('the later kind wins: file over folder, folder over file, either over link', async () => {
  const read = await merge(
    { 'a/x': '1', b: '1', c: '-> b', d: '-> a', 'e/f/l': '-> ../../b' },
    { a: '2', 'b/x': '2', c: '2', 'd/x': '2', e: '2' },
  );
  expect(['a', 'b/x', 'c', 'd/x', 'e'].map(read)).toEqual(['2', '2', '2', '2', '2']);
});

test('nothing is written through a link', async () => {
  const read = await merge({ 'real/x': '1', link: '-> real' }, { 'link/x': '2' });
  expect([read('real/x'), read('link/x')]).toEqual(['1', '2']);
});

test('links stay links; one that two layers lead outside together is left out', async () => {
  const read = await merge(
    { 'd/keep': '', 'p/l': '-> ../d/../x', x: 'x', good: '-> x' },
    { 'q/up': '-> ..' },
    { d: '-> .' },
  );
  expect(read('good')).toBe('x');
  expect(read('q/up/x')).toBe('x');
  expect(() => read('p/l')).toThrow('ENOENT');
});

test('a source is left as it was', async () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'brume-merge-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  for (const [name, text] of [
    ['one', '1'],
    ['two', '2'],
  ] as const) {
    mkdirSync(path.join(dir, name));
    writeFileSync(path.join(dir, name, 'x'), text);
  }
  await mergeFolders([path.join(dir, 'one'), path.join(dir, 'two')], path.join(dir, 'target'));
  expect(readFileSync(path.join(dir, 'one/x'), 'utf8')).toBe('1');
  expect(lstatSync(path.join(dir, 'target/x')).isFile()).toBe(true);
});
