import { createHash } from 'node:crypto';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import { captureLines } from './capture-lines.ts';
import { createChannelLink } from './channel-link.ts';
import { type InitializationType, makeEnvironment } from './environment.ts';
import { type EventPipe, openEventPipe } from './event-pipe.ts';
import type { FifoStore } from './fifo-store.ts';
import type { Credentials, FunctionVersion } from './interface.ts';
import type { LinkListener, RuntimeLink } from './link.ts';
import { openRuntimeApi } from './runtime-api/server.ts';
import type { RuntimeProgram } from './runtimes/runtime.ts';
import type { SandboxDriver, SandboxHandle } from './sandbox/driver.ts';

/** Limits of every environment: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const OPEN_FILES = 1024;

/** Tells a bootstrap to look for events on file descriptor 4. */
const EVENTS_FLAG = '--events';

export interface BootDependencies {
  clock: Clock;
  log: Logger;
  driver: SandboxDriver;
  /** The folder with this code, unpacked. */
  codeFolder: (codeId: string) => Promise<string>;
  fifos: FifoStore;
  /** The folder with these layers merged; undefined for none. */
  layerFolder: (layerIds: readonly string[]) => Promise<string | undefined>;
  program: (
    fn: FunctionVersion,
    taskDir: string,
    optDir: string | undefined,
  ) => Promise<RuntimeProgram>;
  credentials: (fn: FunctionVersion) => Promise<Credentials>;
  endpointUrl: () => string;
}

/** A launched runtime and the way to talk to it. */
export interface BootedProcess {
  handle: SandboxHandle;
  link: RuntimeLink;
  /** Nothing that it writes is read until `resume`. */
  pause(): void;
  resume(): void;
  isPaused(): boolean;
  version: string;
  versionArn: string;
  expiresAtEpochMs: number;
}

/**
 * Puts code, runtime, credentials and environment together and launches the process.
 * @returns undefined when `isWanted` said no meanwhile
 */
export async function bootProcess(
  version: FunctionVersion,
  deps: BootDependencies,
  place: {
    tmpDir: string;
    logStream: string;
    initializationType: InitializationType;
    listener: LinkListener;
    isWanted: () => boolean;
  },
): Promise<BootedProcess | undefined> {
  const [taskDir, optDir, credentials] = await Promise.all([
    deps.codeFolder(version.codeId),
    deps.layerFolder(version.layerIds),
    deps.credentials(version),
  ]);
  const fn = optDir === undefined ? version : { ...version, optDir };
  const program = await deps.program(fn, taskDir, optDir);
  const api = await openRuntimeApi(place.listener, {
    isRuntime: program.link === 'runtime-api',
    now: () => deps.clock.now() - deps.clock.offsetMs(),
  });
  if (!place.isWanted()) {
    api.close();
    return undefined;
  }
  const environment = makeEnvironment({
    fn,
    credentials,
    taskDir,
    optDir: deps.driver.mountsOpt ? undefined : optDir,
    runtimeDir: program.runtimeDir,
    tmpDir: place.tmpDir,
    logStream: place.logStream,
    initializationType: place.initializationType,
    endpointUrl: deps.endpointUrl(),
    runtimeApi: api.address,
    runtimeDefaults: program.defaults,
    executionEnv: program.executionEnv,
  });
  const pipe = program.readsEventPipe ? openPipe(deps.fifos) : undefined;
  const handle = launchOr(
    () => {
      api.close();
      pipe?.close();
    },
    () =>
      deps.driver.launch({
        command: wrapped(pipe ? [...program.command, EVENTS_FLAG] : program.command, environment),
        environment,
        taskDir,
        optDir,
        tmpDir: place.tmpDir,
        channel: program.link === 'channel',
        eventsFd: pipe?.childFd,
        limits: { memoryMb: fn.memoryMb, tmpMb: fn.ephemeralStorageMb, openFiles: OPEN_FILES },
      }),
  );
  pipe?.closeChildFd();
  captureLines(handle, place.listener);
  const link = handle.channel ? createChannelLink(handle.channel, place.listener, pipe) : api.link;
  return {
    handle,
    link: { ...link, close: () => closeAll(link, api) },
    ...makeBrake(handle),
    version: program.version,
    versionArn: versionArn(fn.region, program.version),
    expiresAtEpochMs: credentials.expiresAtEpochMs,
  };
}

function openPipe(fifos: FifoStore): EventPipe | undefined {
  const path = fifos.take();
  return path === undefined ? undefined : openEventPipe(path);
}

function launchOr(undo: () => void, launch: () => SandboxHandle): SandboxHandle {
  try {
    return launch();
  } catch (error) {
    undo();
    throw error;
  }
}

/** A process whose output is not read soon blocks in a write. */
function makeBrake(handle: SandboxHandle): Pick<BootedProcess, 'pause' | 'resume' | 'isPaused'> {
  const streams = [handle.stdout, handle.stderr, ...(handle.channel ? [handle.channel] : [])];
  let paused = false;
  const set = (value: boolean): void => {
    paused = value;
    for (const stream of streams) {
      if (value) stream.pause();
      else stream.resume();
    }
  };
  return { pause: () => set(true), resume: () => set(false), isPaused: () => paused };
}

function closeAll(link: RuntimeLink, api: { close(): void }): void {
  link.close();
  api.close();
}

/** https://docs.aws.amazon.com/lambda/latest/dg/runtimes-modify.html#runtime-wrapper */
function wrapped(
  command: readonly string[],
  environment: Readonly<Record<string, string>>,
): readonly string[] {
  const wrapper = environment['AWS_LAMBDA_EXEC_WRAPPER'];
  return wrapper ? [wrapper, ...command] : command;
}

function versionArn(region: string, version: string): string {
  return `arn:aws:lambda:${region}::runtime:${createHash('sha256').update(version).digest('hex')}`;
}
