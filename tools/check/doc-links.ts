import path from 'node:path';
import type { Rule } from './rule.ts';

/** `[text](target)`, pictures too. */
const LINK = /\]\(([^)\s#]+)(#[^)\s]*)?\)/g;

/** What our own pages link to inside the repository is there. */
export const docLinks: Rule = {
  name: 'document links',
  find(tree) {
    const folders = new Set(tree.files.flatMap((file) => foldersOf(file)));
    return tree.files
      .filter((file) => file.endsWith('.md') && !file.startsWith('test/handbook/'))
      .flatMap((file) =>
        linksIn(tree.read(file)).flatMap(({ target, line }) => {
          const meant = path.posix.join(path.posix.dirname(file), target).replace(/\/$/, '');
          if (tree.has(meant) || folders.has(meant)) return [];
          return [{ path: file, line, message: `links to ${target}, which is not there.` }];
        }),
      );
  },
};

function linksIn(text: string): { target: string; line: number }[] {
  return text
    .split('\n')
    .flatMap((row, index) =>
      [...row.matchAll(LINK)].flatMap(([, target]) =>
        target === undefined || /^[a-z]+:/.test(target) ? [] : [{ target, line: index + 1 }],
      ),
    );
}

function foldersOf(file: string): string[] {
  const parts = path.posix.dirname(file).split('/');
  return parts.map((_part, index) => parts.slice(0, index + 1).join('/'));
}
