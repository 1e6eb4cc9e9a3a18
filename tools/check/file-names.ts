import type { Rule } from './rule.ts';

const GRAB_BAGS = ['utils', 'util', 'helpers', 'helper', 'common', 'misc', 'manager'];
const GOVERNED = /^(src|tools|test|bench|bin)\//;
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*$/;

/** Files are kebab-case and named after a thing, never after a layer or a drawer (design section 4). */
export const fileNames: Rule = {
  name: 'file names',
  find(tree) {
    return tree.files
      .filter((file) => GOVERNED.test(file) && /\.[cm]?[jt]s$/.test(file))
      .flatMap((path) => {
        const parts = path.split('/').slice(1);
        const message = parts.map(fault).find((each) => each !== undefined);
        return message ? [{ path, message }] : [];
      });
  },
};

function fault(part: string): string | undefined {
  const stem = part.split('.')[0] ?? part;
  if (GRAB_BAGS.includes(stem.split('-').at(-1) ?? '') || stem === 'service')
    return `"${stem}" says nothing; name the file after the thing in it, in AWS's or the user's words.`;
  return KEBAB.test(part) ? undefined : `"${part}" is not kebab-case.`;
}
