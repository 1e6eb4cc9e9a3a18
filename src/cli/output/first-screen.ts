import type { Stack } from '../../stack/create-stack.ts';
import { VERSION } from '../../stack/version.ts';
import { isolationLine, type Isolation } from '../isolation.ts';
import { paint } from './output.ts';

/** What `brume start` shows; its last line is `Ready.`, for which people and programs wait. */
export function firstScreen(
  stack: Stack,
  details: { stateDir: string | undefined; isolation: Isolation; readyMs: number },
): string {
  const state = details.stateDir
    ? `durable in ${details.stateDir}   (--ephemeral for memory)`
    : 'in memory, gone when Brume stops';
  const port = stack.port === 4566 ? '' : ` --port ${stack.port}`;
  return [
    `  ${paint('bold', `Brume ${VERSION}`)}   ready in ${details.readyMs} ms`,
    `  Endpoint   ${stack.endpoint}           account ${stack.account}   region ${stack.region}`,
    `  State      ${state}`,
    `  Functions  ${isolationLine(details.isolation)}`,
    `  Use it     eval "$(npx brume env${port})"`,
    'Ready.',
  ].join('\n');
}
