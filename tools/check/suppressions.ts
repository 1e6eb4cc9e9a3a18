import type { Rule } from './rule.ts';
import { isCode } from './tree.ts';

const SUPPRESSION =
  /(oxlint|eslint)-disable|@ts-(expect-error|ignore|nocheck)|(oxfmt|prettier)-ignore|@knipignore|(v8|c8|istanbul) ignore/;
/** `-- why` or, after `@ts-expect-error`, `: why`. */
const WITH_REASON = /(--|@ts-expect-error:)\s+\S{2,}\s+\S+/;

/** Whoever silences a tool says why, in the same comment. */
export const suppressions: Rule = {
  name: 'suppressions',
  find(tree) {
    return tree.files.filter(isCode).flatMap((file) =>
      tree
        .parse(file)
        .comments.filter(({ value }) => SUPPRESSION.test(value) && !WITH_REASON.test(value))
        .map(({ value, start }) => ({
          path: file,
          line: tree.lineOf(file, start),
          message: `"${value.trim()}" gives no reason; write "-- why" behind it, or mend the code.`,
        })),
    );
  },
};
