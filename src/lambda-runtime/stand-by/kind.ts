/**
 * What a process must be started with. Processes of one kind can become any function of that kind,
 * because all else reaches them later (docs/adr/0007-stand-by.md).
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { NODE_TRUST } from '../network/trust-settings.ts';
import type { RuntimeProgram } from '../runtimes/runtime.ts';
import type { SandboxDriver, SandboxSpec } from '../sandbox/driver.ts';

export interface StandByKind {
  /** Equal for equal kinds. */
  readonly key: string;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly runtime: SandboxSpec['runtime'];
  readonly limits: SandboxSpec['limits'];
  readonly readsEventPipe: boolean;
}

/** Read by interpreters, and by the loader, before any bootstrap runs. */
const READ_AT_START =
  /^(?:NODE_|UV_|LD_|OPENSSL_|SSL_CERT_|ICU_|GLIBC_|MALLOC_|PYTHON|LC_|LANG$|LANGUAGE$|TZ$|PATH$|AWS_LAMBDA_EXEC_WRAPPER$)/;
/** As every function finds them. */
const COMMON = { LANG: 'en_US.UTF-8', TZ: ':UTC', PATH: '/usr/local/bin:/usr/bin/:/bin:/opt/bin' };
/** Where the loader looks in a sandbox, whosever it becomes. */
const LIBRARIES =
  '/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:/var/task:/var/task/lib:/opt/lib';

/**
 * @param spec of the function's own start
 * @param own the environment that the customer has set
 * @returns undefined for a function whose process must be its own from the start
 */
export function kindOf(
  program: RuntimeProgram,
  spec: SandboxSpec,
  { own, driver }: { own: Readonly<Record<string, string>>; driver: SandboxDriver },
): StandByKind | undefined {
  const { standBy } = program;
  // A network of its own has listeners that belong to one instance from the start.
  if (!standBy || spec.ports) return undefined;
  if (Object.keys(own).some((name) => READ_AT_START.test(name))) return undefined;
  if (!driver.mountsOpt && bringsLibraries(spec)) return undefined;
  const kind = {
    command: spec.command,
    environment: {
      ...COMMON,
      ...(driver.mountsOpt && { LD_LIBRARY_PATH: LIBRARIES }),
      ...(driver.leadsAwsNames && NODE_TRUST),
      ...standBy.environment,
      ...(standBy.preload.length > 0 && { BRUME_PRELOAD: standBy.preload.join(',') }),
    },
    runtime: spec.runtime,
    readsEventPipe: program.readsEventPipe === true,
  };
  return { ...kind, limits: spec.limits, key: JSON.stringify(kind) };
}

/** Without a sandbox, the loader would have to know the folders when the process starts. */
function bringsLibraries({ taskDir = '', optDir }: SandboxSpec): boolean {
  return optDir !== undefined || existsSync(join(taskDir, 'lib'));
}
