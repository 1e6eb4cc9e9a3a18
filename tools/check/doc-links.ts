import path from 'node:path';
import type { Finding, Rule } from './rule.ts';
import type { Tree } from './tree.ts';

/** `[text](target)`, pictures too. */
const LINK = /\]\(([^)\s#]+)(#[^)\s]*)?\)/g;

const DECISIONS = 'docs/adr/README.md';

/** What our own pages link to inside the repository is there, and every decision is in the list of them. */
export const docLinks: Rule = {
  name: 'document links',
  find(tree) {
    const folders = new Set(tree.files.flatMap((file) => foldersOf(file)));
    const broken = tree.files
      .filter((file) => file.endsWith('.md') && !file.startsWith('test/handbook/'))
      .flatMap((file) =>
        linksIn(tree.read(file)).flatMap(({ target, line }) => {
          const meant = path.posix.join(path.posix.dirname(file), target).replace(/\/$/, '');
          if (tree.has(meant) || folders.has(meant)) return [];
          return [{ path: file, line, message: `links to ${target}, which is not there.` }];
        }),
      );
    return [...broken, ...unlistedDecisions(tree)];
  },
};

function unlistedDecisions(tree: Tree): Finding[] {
  const list = tree.has(DECISIONS) ? tree.read(DECISIONS) : '';
  return tree.files
    .filter((file) => /^docs\/adr\/\d{4}-/.test(file) && !list.includes(path.basename(file)))
    .map((file) => ({ path: file, message: `is not in the list of decisions, ${DECISIONS}.` }));
}

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
