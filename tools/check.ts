// `npm run check`: lint, format, types, dead code and the rules of this house; one line for each.
import path from 'node:path';
import { capture } from './command.ts';
import { bannedGlobals } from './check/banned-globals.ts';
import { docLinks } from './check/doc-links.ts';
import { errorCodes } from './check/error-codes.ts';
import { fileNames } from './check/file-names.ts';
import { importArrows } from './check/import-arrows.ts';
import { javaJar } from './check/java-jar.ts';
import { operations } from './check/operations.ts';
import type { Finding, Rule } from './check/rule.ts';
import { serviceReadmes } from './check/service-readmes.ts';
import { suppressions } from './check/suppressions.ts';
import { readTree } from './check/tree.ts';

const ROOT = path.join(import.meta.dirname, '..');

/** Published tools: what to run, and what to do when it complains. */
const TOOLS: readonly { name: string; words: readonly string[]; advice: string }[] = [
  {
    name: 'lint',
    words: ['oxlint', '--type-aware', '--deny-warnings'],
    advice: 'npm run fix mends what can be mended by a machine.',
  },
  { name: 'format', words: ['oxfmt', '--check'], advice: 'npm run fix formats all of it.' },
  { name: 'types', words: ['tsc', '--noEmit'], advice: 'These are type errors.' },
  {
    name: 'dead code',
    words: ['knip', '--no-progress'],
    advice: 'Remove what nothing uses, or use it; knip.json lists the entry points.',
  },
];

const RULES: readonly Rule[] = [
  importArrows,
  bannedGlobals,
  fileNames,
  operations,
  serviceReadmes,
  errorCodes,
  suppressions,
  docLinks,
  javaJar,
];

interface Verdict {
  name: string;
  /** Empty when all is well. */
  complaint: string;
  count?: number;
}

async function runTool({ name, words, advice }: (typeof TOOLS)[number]): Promise<Verdict> {
  const [program = '', ...args] = words;
  const local = path.join(ROOT, 'node_modules', '.bin', program);
  const { code, text } = await capture(local, args, { cwd: ROOT });
  return { name, complaint: code === 0 ? '' : `${text.trimEnd()}\n${advice}` };
}

async function runRules(): Promise<Verdict[]> {
  const tree = readTree(ROOT);
  return Promise.all(
    RULES.map(async (rule) => {
      try {
        const found = await rule.find(tree);
        return { name: rule.name, complaint: found.map(toLine).join('\n'), count: found.length };
      } catch (error) {
        return { name: rule.name, complaint: `could not be checked: ${String(error)}` };
      }
    }),
  );
}

function toLine({ path: file, line, message }: Finding): string {
  return `${file}${line === undefined ? '' : `:${line}`}: ${message}`;
}

const verdicts = (await Promise.all([...TOOLS.map(runTool), runRules()])).flat();
for (const { name, complaint, count } of verdicts) {
  console.log(`${complaint ? 'FAIL' : 'ok  '}  ${name}${count ? `: ${count} to mend` : ''}`);
  if (complaint) console.log(complaint.replaceAll(/^(?=.)/gm, '      '));
}
const failed = verdicts.filter(({ complaint }) => complaint !== '').length;
console.log(`check: ${verdicts.length - failed} rules kept, ${failed} broken`);
process.exitCode = failed === 0 ? 0 : 1;
