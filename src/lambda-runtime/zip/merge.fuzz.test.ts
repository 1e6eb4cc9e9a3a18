import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeFolders } from './merge.ts';

type Tree = Map<string, string>;

/** Puts a file where it belongs: nothing else remains in its place, nor on the way to it. */
function put(tree: Tree, file: string, text: string): void {
  for (const each of tree.keys()) {
    if (each.startsWith(`${file}/`) || file.startsWith(`${each}/`)) tree.delete(each);
  }
  tree.set(file, text);
}

function read(folder: string, at = ''): [string, string][] {
  return readdirSync(path.join(folder, at)).flatMap((name) => {
    const file = at === '' ? name : `${at}/${name}`;
    return lstatSync(path.join(folder, file)).isDirectory()
      ? read(folder, file)
      : [[file, readFileSync(path.join(folder, file), 'utf8')] as [string, string]];
  });
}

const segment = fc.constantFrom('a', 'b', 'c');
const file = fc.array(segment, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
const layer = fc.array(file, { maxLength: 5 });

test('files of folders are those that the last layer to have them left', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(layer, { minLength: 1, maxLength: 4 }), async (layers) => {
      const dir = mkdtempSync(path.join(tmpdir(), 'brume-merge-'));
      try {
        const expected: Tree = new Map();
        const sources = layers.map((files, index) => {
          const own: Tree = new Map();
          for (const each of files) put(own, each, String(index));
          const source = path.join(dir, String(index));
          mkdirSync(source);
          for (const [each, text] of own) {
            mkdirSync(path.dirname(path.join(source, each)), { recursive: true });
            writeFileSync(path.join(source, each), text);
            put(expected, each, text);
          }
          return source;
        });
        await mergeFolders(sources, path.join(dir, 'target'));
        expect(new Map(read(path.join(dir, 'target')))).toEqual(expected);
      } finally {
        rmSync(dir, { recursive: true });
      }
    }),
    { numRuns: 100 },
  );
});
