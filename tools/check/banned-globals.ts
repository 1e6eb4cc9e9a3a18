import { Visitor, type ParseResult } from 'rolldown/utils';
import { importsOf } from './imports.ts';
import type { Finding, Rule } from './rule.ts';
import { isCode, isTest, type Tree } from './tree.ts';

/** Members of global objects that read the real clock or real randomness. */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  Date: ['now'],
  Math: ['random'],
  performance: ['now', 'timeOrigin'],
  process: ['hrtime'],
  crypto: ['randomUUID', 'randomBytes', 'randomInt', 'getRandomValues'],
};
const TIMERS = ['setTimeout', 'setInterval'];
const IMPORTS: Readonly<Record<string, readonly string[]>> = {
  'node:crypto': ['randomUUID', 'randomBytes', 'randomInt', 'getRandomValues', 'randomFillSync'],
  'node:perf_hooks': ['performance'],
  'node:timers': TIMERS,
  'node:timers/promises': [...TIMERS, '*'],
};
/** In a test, a comment with this word on the same line or the line above says why it must wait for the real world. */
const REASON = /real time: \S+/;

/** One clock, one source of randomness (design law 4). Tests may read the clock, but not sleep. */
export const bannedGlobals: Rule = {
  name: 'banned globals',
  find(tree) {
    return tree.files.filter(isGoverned).flatMap((file) => {
      const uses = usesIn(tree, file);
      if (!isTest(file)) return uses.map((use) => toFinding(file, use));
      return uses
        .filter((use) => TIMERS.includes(use.name) && !hasReason(tree, file, use.line))
        .map(({ line, name }) => ({
          path: file,
          line,
          message: `${name}: tests do not sleep. Advance the clock or await an event; where only the real world can answer, write "// real time: <why>" above.`,
        }));
    });
  },
};

interface Use {
  name: string;
  line: number;
}

/** What runs inside the user's function process (a bootstrap) has no Brume clock to ask. */
function isGoverned(file: string): boolean {
  const governed = /^(src|test)\//.test(file) && isCode(file) && !file.startsWith('src/platform/');
  return governed && !/(^|[/-])bootstraps?([/.-]|$)/.test(file);
}

function toFinding(path: string, { name, line }: Use): Finding {
  return {
    path,
    line,
    message: `${name} is for src/platform only. Take time from the injected Clock and randomness from Ids.`,
  };
}

function usesIn(tree: Tree, file: string): Use[] {
  const imported = importsOf(tree, file).flatMap(({ specifier, names, line }) =>
    names
      .filter((name) => IMPORTS[specifier]?.includes(name))
      .map((name) => ({ name: `${name} of ${specifier}`, line })),
  );
  const timers = imported.map((use) => ({ ...use, name: use.name.split(' ')[0] ?? use.name }));
  const seen = globalsIn(tree.parse(file)).map(({ name, start }) => ({
    name,
    line: tree.lineOf(file, start),
  }));
  return [...(isTest(file) ? timers : imported), ...seen];
}

function globalsIn({ program }: ParseResult): { name: string; start: number }[] {
  const found: { name: string; start: number }[] = [];
  new Visitor({
    MemberExpression({ object, property, start }) {
      if (object.type !== 'Identifier' || property.type !== 'Identifier') return;
      if (MEMBERS[object.name]?.includes(property.name))
        found.push({ name: `${object.name}.${property.name}`, start });
    },
    NewExpression({ callee, arguments: given, start }) {
      if (callee.type === 'Identifier' && callee.name === 'Date' && given.length === 0)
        found.push({ name: 'new Date()', start });
    },
    CallExpression({ callee, start }) {
      if (callee.type === 'Identifier' && TIMERS.includes(callee.name))
        found.push({ name: callee.name, start });
    },
  }).visit(program);
  return found;
}

function hasReason(tree: Tree, file: string, line: number): boolean {
  const lines = tree.read(file).split('\n');
  return REASON.test(lines[line - 1] ?? '') || REASON.test(lines[line - 2] ?? '');
}
