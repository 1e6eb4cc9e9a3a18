import type { FunctionVersion, RuntimeStatus } from '../interface.ts';

/** What to start for one function version. */
export interface RuntimeProgram {
  command: readonly string[];
  /** How the program gets its events. */
  link: 'channel' | 'runtime-api';
  /** LAMBDA_RUNTIME_DIR */
  runtimeDir: string;
  /** What else it reads: packages, caches. A sandbox shows these, read-only, and no others. */
  folders?: readonly string[];
  /** Environment that a customer may override. */
  defaults: Readonly<Record<string, string>>;
  /** AWS_EXECUTION_ENV */
  executionEnv: string | undefined;
  /** As in the INIT_START line: `nodejs:22.v22.20.0`. */
  version: string;
}

/** One family of runtime identifiers, such as nodejs*. */
export interface RuntimeFamily {
  readonly identifiers: readonly string[];
  /** Makes the runtime present. @throws BrumeError ERR_RUNTIME_MISSING with advice */
  prepare(identifier: string): Promise<void>;
  /** Only after `prepare`. */
  program(fn: FunctionVersion, taskDir: string): Promise<RuntimeProgram>;
  status(identifier: string): Promise<RuntimeStatus>;
}
