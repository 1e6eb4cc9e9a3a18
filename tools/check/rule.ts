import type { Tree } from './tree.ts';

/** One place that breaks a rule, with what to do about it in the message. */
export interface Finding {
  /** Relative to the repository, with forward slashes. */
  path: string;
  /** From 1; absent when the whole file is meant. */
  line?: number;
  message: string;
}

/** A rule of this house that no published linter knows. */
export interface Rule {
  /** One or two words, as printed by `npm run check`. */
  name: string;
  find(tree: Tree): Finding[] | Promise<Finding[]>;
}
