import type { Clock, Timer } from '../../platform/clock.ts';
import { extensionExitText, runtimeExitFailure } from '../failures.ts';
import { findExecProblem } from '../runtimes/provided/executable.ts';
import type { SandboxExit, SandboxHandle } from '../sandbox/driver.ts';
import type { Extension, ShutdownReason } from './extension.ts';
import type { ExtensionProgram } from './find-extensions.ts';
import { MOST_EXTENSIONS, type ExtensionRegistry } from './registry.ts';
import { endRuntime, SHUTDOWN_WITH_EXTERNAL_MS } from './shutdown.ts';

/** What an instance does with the processes of its environment, one or many. */
export type EnvironmentHandle = Pick<
  SandboxHandle,
  'kill' | 'onExit' | 'peakMemoryBytes' | 'limitCpu' | 'freeze' | 'thaw'
>;

export interface PartListener {
  /** The runtime or an extension could not be launched, or ended by itself, while others live. */
  onPartFailed(errorType: string, text: string): void;
}

export interface EnvironmentProcessesOptions {
  registry: ExtensionRegistry;
  programs: readonly ExtensionProgram[];
  clock: Clock;
  /** The wall clock that the function sees, in epoch milliseconds. */
  now: () => number;
  listener: PartListener;
  launchExtension: (program: ExtensionProgram) => Promise<SandboxHandle>;
  launchRuntime: () => Promise<SandboxHandle>;
}

/**
 * The processes of an environment with external extensions: extensions first, the runtime once all
 * of them have registered. https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html#runtimes-extensions-api-lifecycle
 */
export class EnvironmentProcesses implements EnvironmentHandle {
  readonly #options: EnvironmentProcessesOptions;
  readonly #extensions = new Map<Extension, SandboxHandle>();
  #runtime: SandboxHandle | undefined;
  #hasLaunchedRuntime = false;
  /** How many are on their way. */
  #launching = 0;
  #runtimeExit: SandboxExit = { code: null, signal: 'SIGKILL' };
  /** Nothing that ends is a surprise any more. */
  #isEnding = false;
  /** Kills whoever is not done in time. */
  #timer: Timer | undefined;
  #whenRuntimeGone: () => void = () => {};
  #onGone: (exit: SandboxExit) => void = () => {};

  constructor(options: EnvironmentProcessesOptions) {
    this.#options = options;
  }

  /** Launches the extensions; everything else follows. What fails is told at once. */
  start(): void {
    const { programs, registry } = this.#options;
    registry.onRegistered = () => this.#launchRuntimeWhenRegistered();
    for (const program of programs) {
      const extension = registry.addExternal(program.name);
      const problem = findExecProblem(program.path);
      if (registry.size > MOST_EXTENSIONS) {
        return this.#launchFailed(extension, 'TooManyExtensions', 'ErrTooManyExtensions');
      }
      if (problem) {
        const type = problem === 'permission denied' ? 'PermissionDenied' : 'UnknownError';
        return this.#launchFailed(
          extension,
          type,
          `fork/exec /opt/extensions/${program.name}: ${problem}`,
        );
      }
      this.#launch(
        this.#options.launchExtension(program),
        (handle) => {
          this.#extensions.set(extension, handle);
          handle.onExit((exit, launchError) => this.#extensionExited(extension, exit, launchError));
        },
        ({ message }) => this.#launchFailed(extension, 'UnknownError', message),
      );
    }
  }

  /** What comes when all is to end already is ended at once, and the end waits for it. */
  #launch(
    launching: Promise<SandboxHandle>,
    use: (handle: SandboxHandle) => void,
    fail: (error: Error) => void,
  ): void {
    this.#launching += 1;
    launching.then(
      (handle) => {
        this.#launching -= 1;
        use(handle);
        if (this.#isEnding) handle.kill();
      },
      (error: unknown) => {
        this.#launching -= 1;
        if (this.#isEnding) this.#checkGone();
        else fail(error instanceof Error ? error : new Error(String(error)));
      },
    );
  }

  /** The SHUTDOWN phase: the runtime within its share of the time, then the extensions. */
  end(reason: ShutdownReason): void {
    if (this.#isEnding) return;
    this.#isEnding = true;
    const { clock, now, registry } = this.#options;
    const deadlineMs = clock.monotonicMs() + SHUTDOWN_WITH_EXTERNAL_MS;
    const deadlineEpochMs = now() + SHUTDOWN_WITH_EXTERNAL_MS;
    this.#whenRuntimeGone = () => {
      this.#timer?.cancel();
      const leftMs = Math.max(0, deadlineMs - clock.monotonicMs());
      this.#timer = clock.realTimeout(leftMs, () => this.#killExtensions());
      registry.shutdown(reason, deadlineEpochMs);
      for (const [extension, handle] of this.#extensions) {
        if (!extension.events.includes('SHUTDOWN')) handle.kill();
      }
    };
    if (this.#runtime) this.#timer = endRuntime(this.#runtime, clock, registry);
    else this.#whenRuntimeGone();
    this.#checkGone();
  }

  kill(): void {
    this.#isEnding = true;
    this.#runtime?.kill();
    this.#killExtensions();
    this.#checkGone();
  }

  onExit(listener: (exit: SandboxExit) => void): void {
    this.#onGone = listener;
  }

  peakMemoryBytes(): number | undefined {
    let sum: number | undefined;
    for (const handle of this.#handles()) {
      const bytes = handle.peakMemoryBytes();
      if (bytes !== undefined) sum = (sum ?? 0) + bytes;
    }
    return sum;
  }

  limitCpu(): void {
    for (const handle of this.#handles()) handle.limitCpu();
  }

  freeze(): void {
    for (const handle of this.#handles()) handle.freeze?.();
  }

  thaw(): void {
    for (const handle of this.#handles()) handle.thaw?.();
  }

  #handles(): SandboxHandle[] {
    return [...this.#extensions.values(), ...(this.#runtime ? [this.#runtime] : [])];
  }

  #launchRuntimeWhenRegistered(): void {
    const { registry, launchRuntime } = this.#options;
    if (this.#isEnding || this.#hasLaunchedRuntime) return;
    if (registry.external.some((each) => each.state === 'Started')) return;
    this.#hasLaunchedRuntime = true;
    this.#launch(
      launchRuntime(),
      (runtime) => {
        this.#runtime = runtime;
        runtime.onExit((exit, launchError) => this.#runtimeExited(exit, launchError));
      },
      ({ message }) => this.#options.listener.onPartFailed('Runtime.InvalidEntrypoint', message),
    );
  }

  #launchFailed(extension: Extension, errorType: string, text: string): void {
    extension.become('LaunchError');
    extension.errorType = errorType;
    this.#options.listener.onPartFailed('Extension.LaunchError', text);
  }

  #extensionExited(extension: Extension, exit: SandboxExit, launchError?: Error): void {
    const { registry, listener } = this.#options;
    this.#extensions.delete(extension);
    if (this.#isEnding) {
      extension.become(exit.code === 0 ? 'Exited' : 'ShutdownFailed');
      return this.#checkGone();
    }
    if (launchError) return this.#launchFailed(extension, 'UnknownError', launchError.message);
    extension.become('Exited');
    listener.onPartFailed(registry.firstError ?? 'Extension.Crash', extensionExitText(exit));
  }

  #runtimeExited(exit: SandboxExit, launchError?: Error): void {
    this.#runtime = undefined;
    this.#runtimeExit = exit;
    if (this.#isEnding) {
      this.#whenRuntimeGone();
      return this.#checkGone();
    }
    const { registry, listener } = this.#options;
    const { errorType, text } = runtimeExitFailure(exit, launchError, registry.firstError);
    listener.onPartFailed(errorType, text);
  }

  #killExtensions(): void {
    for (const handle of this.#extensions.values()) handle.kill();
  }

  #checkGone(): void {
    if (this.#runtime || this.#extensions.size > 0 || this.#launching > 0) return;
    this.#timer?.cancel();
    const gone = this.#onGone;
    this.#onGone = () => {};
    gone(this.#runtimeExit);
  }
}
