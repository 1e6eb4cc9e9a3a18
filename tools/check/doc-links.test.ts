import { expect, it } from 'vitest';
import { docLinks } from './doc-links.ts';
import { treeOf } from './tree.ts';

it('follows links between pages, to folders and to files', () => {
  const texts = {
    'README.md': '[guide](docs/guide.md) [code](src/) [web](https://example.com/x) [here](#top)',
    'docs/guide.md': '[back](../README.md#start)',
    'src/index.ts': '',
  };
  expect(docLinks.find(treeOf(texts))).toEqual([]);
});

it('finds a link to nowhere', () => {
  expect(docLinks.find(treeOf({ 'README.md': '\nsee [it](docs/gone.md)' }))).toEqual([
    { path: 'README.md', line: 2, message: 'links to docs/gone.md, which is not there.' },
  ]);
});

it('finds a decision that the list leaves out', () => {
  const texts = {
    'docs/adr/README.md': '[1](0001-a.md)',
    'docs/adr/0001-a.md': '',
    'docs/adr/0002-b.md': '',
  };
  expect(docLinks.find(treeOf(texts))).toEqual([
    { path: 'docs/adr/0002-b.md', message: expect.stringContaining('not in the list') },
  ]);
});
