import type { Duplex, Readable } from 'node:stream';

/** What a runtime needs to run; the same for every driver. */
export interface SandboxSpec {
  /** Program and arguments; paths as seen from outside the sandbox. */
  command: readonly string[];
  /** The whole environment; nothing is inherited. */
  environment: Readonly<Record<string, string>>;
  /** Unpacked code, to be read-only inside (`/var/task`). */
  taskDir: string;
  /** The merged layers, to be read-only inside (`/opt`); undefined: none. */
  optDir?: string | undefined;
  /** This instance's own writable folder (`/tmp`). */
  tmpDir: string;
  /** Whether the program gets a private socket as file descriptor 3. */
  channel: boolean;
  /** Given to the program as file descriptor 4. */
  eventsFd?: number | undefined;
  limits: SandboxLimits;
}

export interface SandboxLimits {
  memoryMb: number;
  tmpMb: number;
  openFiles: number;
}

/** How a process tree ended. */
export interface SandboxExit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A running process tree. */
export interface SandboxHandle {
  readonly pid: number;
  readonly channel: Duplex | undefined;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /**
   * Called once, when the program has ended and what it wrote has been read. `launchError`: it could
   * not be started at all.
   */
  onExit(listener: (exit: SandboxExit, launchError?: Error) => void): void;
  /** Ends the whole tree at once (SIGKILL), frozen or not. May be called twice. */
  kill(): void;
  /** Asks the program (not its descendants) to end: SIGTERM. Absent: the driver can only kill. */
  terminate?(): void;
  /** Stops every thread of the whole tree where it is, until `thaw`. Absent: the driver cannot. */
  freeze?(): void;
  thaw?(): void;
  /** Peak resident memory of the program, when the system can tell. */
  peakMemoryBytes(): number | undefined;
}

/** What a driver holds user code to, and what it does not, in words for a person. */
export interface SandboxDescription {
  enforced: readonly string[];
  notEnforced: readonly string[];
}

/**
 * Starts programs in isolation. `launch` gets everything at once; a driver with pre-booted processes
 * keeps them by `command` and binds task folder, environment and limits when it is called.
 */
export interface SandboxDriver {
  readonly name: string;
  /** Shows the merged layers at `/opt`. Without it, search paths lead to where they are unpacked. */
  readonly mountsOpt?: boolean;
  launch(spec: SandboxSpec): SandboxHandle;
  describe(): SandboxDescription;
  close(): void;
}
