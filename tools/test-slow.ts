// `npm run test:slow`: crash, load, browser and package tests. Each is a plain program that ends in one line `N passed, N failed`.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { relay } from './command.ts';
import { add, readTally, type Tally, toLine } from './tally.ts';

const ROOT = path.join(import.meta.dirname, '..');
const FOLDERS = ['test/crash', 'test/load', 'test/browser', 'test/package'];

/** The programs directly in the folders; words on the command line pick those whose path contains one. */
function programs(words: readonly string[]): string[] {
  const all = FOLDERS.filter((folder) => existsSync(path.join(ROOT, folder))).flatMap((folder) =>
    readdirSync(path.join(ROOT, folder))
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .toSorted()
      .map((file) => `${folder}/${file}`),
  );
  return all.filter((file) => words.length === 0 || words.some((word) => file.includes(word)));
}

let tally: Tally = { passed: 0, failed: 0, skipped: 0 };
for (const program of programs(process.argv.slice(2))) {
  console.log(`\n> ${program}`);
  let text = '';
  const code = await relay(process.execPath, [program], {
    cwd: ROOT,
    onText: (chunk) => (text += chunk),
  });
  const own = readTally(text, code);
  if (own.failed > 0) console.log(`FAIL  ${program}`);
  tally = add(tally, own);
}
console.log(toLine(tally));
process.exitCode = tally.failed === 0 ? 0 : 1;
