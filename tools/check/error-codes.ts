import { Visitor } from 'rolldown/utils';
import type { Rule } from './rule.ts';
import { isCode, isTest, type Tree } from './tree.ts';

const PAGE = 'docs/reference/errors.md';
const LAUNCHER = 'bin/brume.js';
const CODE = /^ERR_[A-Z0-9_]+$/;

/** Every code that can be thrown is explained on the page, and the page explains no other. */
export const errorCodes: Rule = {
  name: 'error codes',
  find(tree) {
    const thrown = thrownCodes(tree);
    const text = tree.has(PAGE) ? tree.read(PAGE) : '';
    const explained = new Set(
      [...text.matchAll(/^## (ERR_[A-Z0-9_]+)$/gm)].map(([, code]) => code),
    );
    const missing = [...thrown]
      .filter(([code]) => !explained.has(code))
      .map(([code, path]) => ({
        path,
        message: `${code} is not explained; add "## ${code}" to ${PAGE}.`,
      }));
    const stale = [...explained]
      .filter((code) => code !== undefined && !thrown.has(code))
      .map((code) => ({ path: PAGE, message: `${code} is thrown nowhere; remove its section.` }));
    return [...missing, ...stale];
  },
};

/** Each code with the first file that names it. */
function thrownCodes(tree: Tree): Map<string, string> {
  const codes = new Map<string, string>();
  for (const file of tree.files.filter(
    (each) => each.startsWith('src/') && isCode(each) && !isTest(each),
  ))
    for (const code of codesIn(tree, file)) if (!codes.has(code)) codes.set(code, file);
  // The launcher is plain JavaScript that runs before any of our modules; its code stands inside a message.
  if (tree.has(LAUNCHER))
    for (const [, code] of tree.read(LAUNCHER).matchAll(/ERROR (ERR_[A-Z0-9_]+)/g))
      if (code !== undefined) codes.set(code, LAUNCHER);
  return codes;
}

/** Node has `ERR_` codes of its own, but we only compare with them; ours are given to errors. */
function codesIn(tree: Tree, file: string): string[] {
  const named: { code: string; start: number }[] = [];
  const compared = new Set<number>();
  new Visitor({
    Literal({ value, start }) {
      if (typeof value === 'string' && CODE.test(value)) named.push({ code: value, start });
    },
    BinaryExpression({ left, right }) {
      compared.add(left.start).add(right.start);
    },
  }).visit(tree.parse(file).program);
  return named.filter(({ start }) => !compared.has(start)).map(({ code }) => code);
}
