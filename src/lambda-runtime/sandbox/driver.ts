import type { Socket } from 'node:net';
import type { Duplex, Readable } from 'node:stream';

/** What a runtime needs to run; the same for every driver. */
export interface SandboxSpec {
  /** Program and arguments; paths as seen from outside the sandbox. */
  command: readonly string[];
  /** The whole environment; nothing is inherited. */
  environment: Readonly<Record<string, string>>;
  /** Unpacked code, to be read-only inside (`/var/task`); undefined: it is assigned later. */
  taskDir: string | undefined;
  /** The merged layers, to be read-only inside (`/opt`); undefined: none. */
  optDir?: string | undefined;
  /** What the runtime itself needs, to be readable inside. */
  runtime: RuntimeFiles;
  /** This instance's own writable folder (`/tmp`). */
  tmpDir: string;
  /** Whether the program gets a private socket as file descriptor 3. */
  channel: boolean;
  /** The pipe that the program gets as file descriptor 4: open for reading, and by the name of the FIFO. */
  events?: { readonly fd: number; readonly path: string } | undefined;
  limits: SandboxLimits;
  /**
   * Present: the sandbox has a network of its own, in which these loopback ports are all there is; whoever
   * connects there is handed to the function. Absent: it shares the machine's network.
   */
  ports?: ReadonlyMap<number, (connection: Socket) => void> | undefined;
}

/** Only these are shown to user code, so no word of a customer's may get in here. */
export interface RuntimeFiles {
  /** The interpreter; undefined: the program is part of the code. */
  program: string | undefined;
  /** The folder of the bootstrap (`/var/runtime`). */
  dir: string;
  /** Whatever else: packages, caches; undefined: the program's own installation is all. */
  needs: readonly string[] | undefined;
}

/** What a pre-booted sandbox gets when it is known whose it is. */
export interface SandboxBinding {
  taskDir: string;
  optDir?: string | undefined;
  /** The instance's own, from now on. */
  tmpDir: string;
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
  /** It was ended because it used more memory than it may. */
  outOfMemory?: boolean;
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
  /**
   * Shows code and layers in a sandbox that was launched without, and sets its limits.
   * @returns puts the inside's names for outside paths in a text
   * @throws BrumeError ERR_SANDBOX
   */
  assign(binding: SandboxBinding): Promise<(text: string) => string>;
  /** INIT is over: from now on the CPU share holds that goes with the memory. */
  limitCpu(): void;
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
 * Starts programs in isolation. `launch` gets everything at once, or all but the code, which `assign` then
 * brings (pre-booted processes).
 */
export interface SandboxDriver {
  readonly name: string;
  /** Shows code and merged layers at `/var/task` and `/opt`. Without it, search paths lead to where they are unpacked. */
  readonly mountsOpt: boolean;
  /** AWS's names lead to Brume in its sandboxes, and /etc/ssl/certs there trusts Brume's certificates. */
  readonly leadsAwsNames: boolean;
  /** @throws BrumeError ERR_SANDBOX; a program that cannot be started is an exit with a launch error */
  launch(spec: SandboxSpec): Promise<SandboxHandle>;
  /** No process will use this folder again: what the driver keeps for it goes. */
  forget(tmpDir: string): void;
  describe(): SandboxDescription;
  /** Resolves when everything that it started has ended. */
  close(): Promise<void>;
}
