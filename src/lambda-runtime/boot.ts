import { createHash } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { pipeline, type Readable } from 'node:stream';
import type { Clock, Timer } from '../platform/clock.ts';
import type { Ids } from '../platform/ids.ts';
import type { Logger } from '../platform/logger.ts';
import { captureLines } from './capture-lines.ts';
import { createChannelLink } from './channel-link.ts';
import { type InitializationType, makeEnvironment } from './environment.ts';
import { type EventPipe, openEventPipe } from './event-pipe.ts';
import { reduceEnvironment } from './extensions/environment.ts';
import {
  EnvironmentProcesses,
  type EnvironmentHandle,
  type PartListener,
} from './extensions/environment-processes.ts';
import type { ShutdownReason } from './extensions/extension.ts';
import { findExtensions, type ExtensionProgram } from './extensions/find-extensions.ts';
import { ExtensionRegistry } from './extensions/registry.ts';
import { endRuntime } from './extensions/shutdown.ts';
import type { FifoStore } from './fifo-store.ts';
import type { Credentials, FunctionVersion } from './interface.ts';
import type { LinkListener, RuntimeLink } from './link.ts';
import type { InstanceLog } from './logs.ts';
import { openRuntimeApi, type RuntimeApi } from './runtime-api/server.ts';
import type { RuntimeProgram } from './runtimes/runtime.ts';
import type { RuntimeFiles, SandboxDriver, SandboxHandle, SandboxSpec } from './sandbox/driver.ts';
import type { DriverSlot } from './sandbox/driver-slot.ts';
import type { TelemetryHub } from './telemetry/hub.ts';

/** Limits of every environment: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const OPEN_FILES = 1024;
/** Where AWS has it; free in a network of one's own. */
const PRIVATE_API_PORT = 9001;

/** Tells a bootstrap to look for events on file descriptor 4. */
const EVENTS_FLAG = '--events';

export interface BootDependencies {
  clock: Clock;
  ids: Ids;
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

/** A launched environment and the way to talk to it. */
export interface BootedProcess {
  handle: EnvironmentHandle;
  link: RuntimeLink;
  extensions: ExtensionRegistry;
  /** Call once the instance is ready to hear; a process without external extensions runs already. */
  start(): void;
  /** The SHUTDOWN phase, which takes no time without extensions; `handle` tells when all is gone. */
  end(reason: ShutdownReason): void;
  /** Nothing that it writes is read until `resume`. */
  pause(): void;
  resume(): void;
  isPaused(): boolean;
  version: string;
  versionArn: string;
  expiresAtEpochMs: number;
}

/** Where the environment runs, and who hears of it. */
export interface BootPlace {
  tmpDir: string;
  log: InstanceLog;
  listener: LinkListener & PartListener;
  telemetry: TelemetryHub;
  initializationType: InitializationType;
  isWanted: () => boolean;
}

/**
 * Puts code, runtime, credentials and environment together and launches the process.
 * @returns undefined when `isWanted` said no meanwhile
 */
export async function bootProcess(
  version: FunctionVersion,
  deps: BootDependencies,
  place: BootPlace,
): Promise<BootedProcess | undefined> {
  const [taskDir, optDir, credentials, driver] = await Promise.all([
    deps.codeFolder(version.codeId),
    deps.layerFolder(version.layerIds),
    deps.credentials(version),
    deps.driver.get(),
  ]);
  const fn = optDir === undefined ? version : { ...version, optDir };
  const program = await deps.program(fn, taskDir, optDir);
  const extensions = new ExtensionRegistry(deps.ids);
  const api = await openRuntimeApi(place.listener, {
    isRuntime: program.link === 'runtime-api',
    now: wallClock(deps.clock),
    fn,
    ids: deps.ids,
    extensions,
    log: place.log,
    telemetry: place.telemetry,
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
    logStream: place.log.ref.stream,
    initializationType: place.initializationType,
    endpointUrl: deps.endpointUrl(),
    runtimeApi: deps.egress ? api.address : `127.0.0.1:${PRIVATE_API_PORT}`,
    runtimeDefaults: program.defaults,
    executionEnv: program.executionEnv,
  });
  const spec: SandboxSpec = {
    command: wrapped(program.command, environment),
    environment,
    taskDir,
    optDir,
    tmpDir: place.tmpDir,
    runtime: filesOf(program, taskDir, optDir),
    channel: program.link === 'channel',
    limits: { memoryMb: fn.memoryMb, tmpMb: fn.ephemeralStorageMb, openFiles: OPEN_FILES },
    ports: deps.egress ? undefined : privatePorts(api, deps.endpointUrl()),
  };
  // Wrappers put options of the runtime before its last word, so no flag may come behind that.
  const readsEventPipe = program.readsEventPipe === true && !environment['AWS_LAMBDA_EXEC_WRAPPER'];
  const launched = await launch(spec, { fn, deps, driver, place, api, extensions, readsEventPipe });
  if (!place.isWanted()) {
    launched.handle.kill();
    launched.link.close();
    return undefined;
  }
  return {
    ...launched,
    extensions,
    version: program.version,
    versionArn: versionArn(fn.region, program.version),
    expiresAtEpochMs: credentials.expiresAtEpochMs,
  };
}

/** The wall clock that functions see, which virtual time does not move. */
function wallClock(clock: Clock): () => number {
  return () => clock.now() - clock.offsetMs();
}

interface LaunchSite {
  fn: FunctionVersion;
  deps: BootDependencies;
  driver: SandboxDriver;
  place: BootPlace;
  api: RuntimeApi;
  extensions: ExtensionRegistry;
  readsEventPipe: boolean;
}

type Launched = Omit<BootedProcess, 'extensions' | 'version' | 'versionArn' | 'expiresAtEpochMs'>;

function launch(spec: SandboxSpec, site: LaunchSite): Promise<Launched> {
  const programs = findExtensions(site.fn.optDir);
  return launchOr(
    () => site.api.close(),
    async () =>
      programs.length === 0 ? launchAlone(spec, site) : launchWithExtensions(spec, programs, site),
  );
}

async function launchOr<T>(undo: () => void, begin: () => Promise<T>): Promise<T> {
  try {
    return await begin();
  } catch (error) {
    undo();
    throw error;
  }
}

/** The usual case: the runtime is the only process. Extensions inside of it may still register. */
async function launchAlone(
  spec: SandboxSpec,
  { deps, driver, place, api, extensions, readsEventPipe }: LaunchSite,
): Promise<Launched> {
  const pipe = readsEventPipe ? openPipe(deps.fifos) : undefined;
  const handle = await launchOr(
    () => pipe?.close(),
    () =>
      driver.launch(
        pipe ? { ...spec, command: [...spec.command, EVENTS_FLAG], events: pipe.childEnd } : spec,
      ),
  );
  pipe?.closeChildEnd();
  captureLines(handle, place.listener);
  const link = linkOf(handle, place.listener, api, pipe);
  const brake = createBrake();
  brake.add(handle);
  let killTimer: Timer | undefined;
  return {
    handle,
    link: {
      ...link,
      close() {
        killTimer?.cancel();
        closeAll(link, api);
      },
    },
    start: () => api.open(),
    end() {
      killTimer ??= endRuntime(handle, deps.clock, extensions);
    },
    ...brake,
  };
}

function launchWithExtensions(
  spec: SandboxSpec,
  programs: readonly ExtensionProgram[],
  { deps, driver, place, api, extensions }: LaunchSite,
): Launched {
  const brake = createBrake();
  let link: RuntimeLink = api.link;
  const environment = reduceEnvironment(spec.environment);
  const handle = new EnvironmentProcesses({
    registry: extensions,
    programs,
    clock: deps.clock,
    now: wallClock(deps.clock),
    listener: place.listener,
    async launchExtension({ path }) {
      const own = await driver.launch({ ...spec, command: [path], environment, channel: false });
      captureLines(own, place.listener, 'extension');
      brake.add(own);
      return own;
    },
    async launchRuntime() {
      const runtime = await driver.launch(spec);
      captureLines(runtime, place.listener);
      brake.add(runtime);
      link = linkOf(runtime, place.listener, api);
      return runtime;
    },
  });
  return {
    handle,
    link: {
      deliver: (delivery) => link.deliver(delivery),
      isWaiting: () => link.isWaiting(),
      keepRunning: () => link.keepRunning?.(),
      reported: () => link.reported?.(),
      close: () => closeAll(link, api),
    },
    start() {
      api.open();
      handle.start();
    },
    end: (reason) => handle.end(reason),
    ...brake,
  };
}

function linkOf(
  handle: SandboxHandle,
  listener: LinkListener,
  api: RuntimeApi,
  pipe?: EventPipe,
): RuntimeLink {
  return handle.channel ? createChannelLink(handle.channel, listener, pipe) : api.link;
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

function openPipe(fifos: FifoStore): EventPipe | undefined {
  const path = fifos.take();
  return path === undefined ? undefined : openEventPipe(path);
}

/** A process whose output is not read soon blocks in a write. */
function createBrake(): Pick<BootedProcess, 'pause' | 'resume' | 'isPaused'> & {
  add(handle: SandboxHandle): void;
} {
  const streams: Readable[] = [];
  let paused = false;
  const set = (value: boolean): void => {
    paused = value;
    for (const stream of streams) {
      if (value) stream.pause();
      else stream.resume();
    }
  };
  return {
    add: ({ stdout, stderr, channel }) =>
      void streams.push(stdout, stderr, ...(channel ? [channel] : [])),
    pause: () => set(true),
    resume: () => set(false),
    isPaused: () => paused,
  };
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
