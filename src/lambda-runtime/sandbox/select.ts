import { BrumeError } from '../../platform/errors.ts';
import { createClock } from '../../platform/clock.ts';
import { createIds } from '../../platform/ids.ts';
import type { SandboxDescription, SandboxDriver } from './driver.ts';
import {
  type AwsNames,
  createNamespacesDriver,
  type NamespacesOptions,
} from './namespaces/driver.ts';
import { createProcessDriver } from './process/driver.ts';

/** `auto`: namespaces where they work, else plain processes. */
export type SandboxKind = 'auto' | 'namespaces' | 'process';

/** @throws BrumeError ERR_CONFIG */
export function parseSandbox(text: string): SandboxKind {
  if (text === 'auto' || text === 'namespaces' || text === 'process') return text;
  throw new BrumeError('ERR_CONFIG', `"${text}" is no sandbox.`, {
    hint: 'Use namespaces, process, or auto for the better one that works.',
  });
}

export interface SelectedDriver {
  driver: SandboxDriver;
  /** Why it is not the stronger one. */
  whyNot?: string;
}

/** @throws BrumeError ERR_SANDBOX when what was asked for does not work here */
export async function selectDriver(
  kind: SandboxKind,
  options: NamespacesOptions,
): Promise<SelectedDriver> {
  if (kind === 'process')
    return { driver: createProcessDriver(options), whyNot: 'process was asked for' };
  try {
    return { driver: await createNamespacesDriver(options) };
  } catch (error) {
    const problem = asSandboxError(error);
    if (kind === 'namespaces' || !options.egress) throw problem;
    return { driver: createProcessDriver(options), whyNot: problem.message };
  }
}

/**
 * What functions are held to on this machine.
 * @throws BrumeError ERR_SANDBOX when what was asked for does not work here
 */
export async function describeSandbox(
  kind: SandboxKind,
  egress: boolean,
): Promise<SandboxDescription & { driver: string; whyNot?: string }> {
  const clock = createClock();
  try {
    const awsNames: AwsNames = {
      ids: createIds(),
      serve: (connection) => connection.destroy(),
      trustFolder: async () => undefined,
    };
    const options = { clock, egress, hostname: (): string => 'localhost', awsNames };
    const { driver, whyNot } = await selectDriver(kind, options);
    const description = driver.describe();
    await driver.close();
    return { driver: driver.name, ...description, ...(whyNot !== undefined && { whyNot }) };
  } finally {
    clock.close();
  }
}

function asSandboxError(error: unknown): BrumeError {
  if (error instanceof BrumeError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new BrumeError(
    'ERR_SANDBOX',
    `Functions cannot be sandboxed with namespaces here: ${reason}.`,
    {
      hint: 'BRUME_SANDBOX=process runs them as plain processes.',
      cause: error,
    },
  );
}
