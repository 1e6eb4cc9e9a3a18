import { createHash } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { pipeline } from 'node:stream';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import { captureLines } from './capture-lines.ts';
import { createChannelLink } from './channel-link.ts';
import { type InitializationType, makeEnvironment } from './environment.ts';
import { type EventPipe, openEventPipe } from './event-pipe.ts';
import type { FifoStore } from './fifo-store.ts';
import type { Credentials, FunctionVersion } from './interface.ts';
import type { LinkListener, RuntimeLink } from './link.ts';
import { createListenerGate } from './listener-gate.ts';
import { openRuntimeApi, type RuntimeApi } from './runtime-api/server.ts';
import type { RuntimeProgram } from './runtimes/runtime.ts';
import type { RuntimeFiles, SandboxDriver, SandboxHandle, SandboxSpec } from './sandbox/driver.ts';
import type { DriverSlot } from './sandbox/driver-slot.ts';

/** Limits of every environment: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const OPEN_FILES = 1024;
/** Where AWS has it; free in a network of one's own. */
const PRIVATE_API_PORT = 9001;

/** Tells a bootstrap to look for events on file descriptor 4. */
const EVENTS_FLAG = '--events';

export interface BootDependencies {
  clock: Clock;
  log: Logger;
  driver: DriverSlot;
  /** Whether functions reach the network. */
  egress: boolean;
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
  /** The listener is ready to hear of it. */
  begin(): void;
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
  const [taskDir, optDir, credentials, driver] = await Promise.all([
    deps.codeFolder(version.codeId),
    deps.layerFolder(version.layerIds),
    deps.credentials(version),
    deps.driver.get(),
  ]);
  const fn = optDir === undefined ? version : { ...version, optDir };
  const program = await deps.program(fn, taskDir, optDir);
  const gate = createListenerGate(place.listener);
  const api = await openRuntimeApi(gate.listener, {
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
    optDir: driver.mountsOpt ? undefined : optDir,
    runtimeDir: program.runtimeDir,
    tmpDir: place.tmpDir,
    logStream: place.logStream,
    initializationType: place.initializationType,
    endpointUrl: deps.endpointUrl(),
    runtimeApi: deps.egress ? api.address : `127.0.0.1:${PRIVATE_API_PORT}`,
    runtimeDefaults: program.defaults,
    executionEnv: program.executionEnv,
  });
  const pipe = program.readsEventPipe ? openPipe(deps.fifos) : undefined;
  const undo = (): void => {
    api.close();
    pipe?.close();
  };
  const handle = await launchOr(undo, driver, {
    command: wrapped(pipe ? [...program.command, EVENTS_FLAG] : program.command, environment),
    environment,
    taskDir,
    optDir,
    tmpDir: place.tmpDir,
    runtime: filesOf(program, taskDir, optDir),
    channel: program.link === 'channel',
    events: pipe?.childEnd,
    limits: { memoryMb: fn.memoryMb, tmpMb: fn.ephemeralStorageMb, openFiles: OPEN_FILES },
    ports: deps.egress ? undefined : privatePorts(api, deps.endpointUrl()),
  });
  pipe?.closeChildEnd();
  if (!place.isWanted()) {
    handle.kill();
    undo();
    return undefined;
  }
  captureLines(handle, place.listener);
  const link = handle.channel ? createChannelLink(handle.channel, place.listener, pipe) : api.link;
  return {
    handle,
    link: { ...link, close: () => closeAll(link, api) },
    begin: () => gate.open(),
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

async function launchOr(
  undo: () => void,
  driver: SandboxDriver,
  spec: SandboxSpec,
): Promise<SandboxHandle> {
  try {
    return await driver.launch(spec);
  } catch (error) {
    undo();
    throw error;
  }
}

/** An interpreter that is part of the code, or of a layer, is shown with it. */
function filesOf(
  program: RuntimeProgram,
  taskDir: string,
  optDir: string | undefined,
): RuntimeFiles {
  const [path = ''] = program.command;
  const own = [taskDir, optDir].some((folder) => folder && path.startsWith(`${folder}/`));
  return { program: own ? undefined : path, dir: program.runtimeDir, needs: program.needs };
}

/** All that a function without egress reaches: its Runtime API, and Brume where it expects it. */
function privatePorts(api: RuntimeApi, endpointUrl: string): SandboxSpec['ports'] {
  const { hostname, port } = new URL(endpointUrl);
  const endpointPort = Number(port) || 80;
  const forward = (connection: Socket): void => {
    const brume = connect(endpointPort, hostname);
    // Either end may go at any time; the other goes with it.
    pipeline(connection, brume, connection, () => {});
  };
  return new Map([
    [PRIVATE_API_PORT, (connection) => api.accept(connection)],
    [endpointPort, forward],
  ]);
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
  // By way of a shell, as AWS's bootstraps do it: a wrapper that is not there is an exit with status 127.
  return wrapper ? ['/bin/sh', '-c', 'exec "$@"', 'bootstrap', wrapper, ...command] : command;
}

function versionArn(region: string, version: string): string {
  return `arn:aws:lambda:${region}::runtime:${createHash('sha256').update(version).digest('hex')}`;
}
