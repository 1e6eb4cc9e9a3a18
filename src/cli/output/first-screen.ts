import type { Stack } from '../../stack/create-stack.ts';
import { DEFAULT_ROOT_CREDENTIALS } from '../../stack/options.ts';
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
    ...iamLines(stack),
    `  Use it     eval "$(npx brume env${port})"`,
    'Ready.',
  ].join('\n');
}

/** Whose keys open the door, where it is shut. */
function iamLines({ iam, env }: Stack): string[] {
  if (iam === 'off') return [];
  const { AWS_ACCESS_KEY_ID: id } = env();
  const keys =
    id === DEFAULT_ROOT_CREDENTIALS.accessKeyId
      ? `${id} with secret ${DEFAULT_ROOT_CREDENTIALS.secretAccessKey}; BRUME_ROOT_ACCESS_KEY_ID and BRUME_ROOT_SECRET_ACCESS_KEY set others`
      : `${id}, from BRUME_ROOT_ACCESS_KEY_ID`;
  const mode =
    iam === 'audit' ? 'audit: nothing is refused; brume iam audit tells what would be' : iam;
  return [`  IAM        ${mode}`, `  Root keys  ${keys}`];
}
