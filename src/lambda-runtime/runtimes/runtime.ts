import type { FunctionVersion, RuntimeStatus } from '../interface.ts';

/** What to start for one function version. */
export interface RuntimeProgram {
  command: readonly string[];
  /** How the program gets its events. */
  link: 'channel' | 'runtime-api';
  /** Given `--events`, it looks for events in a pipe on file descriptor 4 (event-pipe.ts). */
  readsEventPipe?: boolean;
  /** LAMBDA_RUNTIME_DIR */
  runtimeDir: string;
  /** Environment that a customer may override; `/opt` stands for the merged layers, wherever they are. */
  defaults: Readonly<Record<string, string>>;
  /** AWS_EXECUTION_ENV */
  executionEnv: string | undefined;
  /** As in the INIT_START line: `nodejs:22.v22.20.0`. */
  version: string;
  /** Folders and files to be visible, read-only, in a sandbox that hides the machine's; absolute. */
  needs?: readonly string[];
  /** Present: without `_HANDLER` in its environment it loads `preload` and waits to be told its function. */
  standBy?: {
    /** What the function is going to load: `builtins`, and names of packages of the runtime's. */
    preload: readonly string[];
    /** What preloading needs. */
    environment: Readonly<Record<string, string>>;
  };
}

/** One family of runtime identifiers, such as nodejs*. */
export interface RuntimeFamily {
  readonly identifiers: readonly string[];
  /**
   * Makes the runtime present.
   * @param taskDir a function's code: what it needs besides the runtime is fetched, too
   * @throws BrumeError ERR_RUNTIME_MISSING with advice
   */
  prepare(identifier: string, taskDir?: string): Promise<void>;
  /**
   * Only after `prepare`.
   * @param optDir the merged layers as this process sees them; undefined: none
   */
  program(fn: FunctionVersion, taskDir: string, optDir?: string): Promise<RuntimeProgram>;
  status(identifier: string): Promise<RuntimeStatus>;
}
