// `npm test`: brings the tools, then `npm run check`, then every unit, story and property test.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { relay } from './command.ts';
import { ensureTools } from './setup/tools.ts';
import { add, type Tally, toLine } from './tally.ts';

const ROOT = path.join(import.meta.dirname, '..');
const REPORT = path.join(ROOT, '.cache', 'vitest.json');

/** The part of vitest's JSON report that is read here. */
interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
}

async function check(): Promise<Tally> {
  const code = await relay(process.execPath, [path.join(ROOT, 'tools', 'check.ts')]);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

async function vitest(): Promise<Tally> {
  mkdirSync(path.dirname(REPORT), { recursive: true });
  rmSync(REPORT, { force: true });
  const words = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`];
  const code = await relay(path.join(ROOT, 'node_modules', '.bin', 'vitest'), words, { cwd: ROOT });
  return readReport(code);
}

function readReport(code: number): Tally {
  let report: Report;
  try {
    report = JSON.parse(readFileSync(REPORT, 'utf8')) as Report;
  } catch {
    console.log('vitest ended without a report.');
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const { numPassedTests: passed, numFailedTests, numPendingTests, numTodoTests } = report;
  // A file that does not load, or an error outside of any test, fails the run without a failed test.
  const failed = numFailedTests === 0 && code !== 0 ? 1 : numFailedTests;
  return { passed, failed, skipped: numPendingTests + numTodoTests };
}

const missing = await ensureTools();
let tally = add(await check(), await vitest());
// Where CI is set, every tool must be there: a skipped story must not look like a passed one.
if (process.env['CI'] === 'true')
  tally = add(tally, { passed: 0, failed: missing.length, skipped: 0 });
for (const tool of missing) console.log(`MISSING TOOL  ${tool}: its tests were skipped.`);
console.log(toLine(tally));
process.exitCode = tally.failed === 0 ? 0 : 1;
