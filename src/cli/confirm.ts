import { createInterface } from 'node:readline/promises';
import { BrumeError } from '../platform/errors.ts';
import type { Call } from './command.ts';

/**
 * Asks before something that cannot be undone; `--yes` answers beforehand.
 * @throws BrumeError ERR_NEEDS_CONFIRMATION (exit code 3) without a terminal or without a yes
 */
export async function confirm(call: Call, question: string): Promise<void> {
  if (call.flags['yes'] === true) return;
  if (!process.stdin.isTTY)
    throw new BrumeError('ERR_NEEDS_CONFIRMATION', `${question} This needs a confirmation.`, {
      hint: 'Add --yes.',
    });
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${question} [y/N] `);
  terminal.close();
  if (!/^y(es)?$/i.test(answer.trim()))
    throw new BrumeError('ERR_NEEDS_CONFIRMATION', 'Nothing was changed.');
}
