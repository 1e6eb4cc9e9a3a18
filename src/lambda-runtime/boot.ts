import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
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
import type { SandboxDriver, SandboxHandle, SandboxSpec } from './sandbox/driver.ts';
import type { TelemetryHub } from './telemetry/hub.ts';

/** Limits of every environment: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const OPEN_FILES = 1024;

/** Tells a bootstrap to look for events on file descriptor 4. */
const EVENTS_FLAG = '--events';

export interface BootDependencies {
  clock: Clock;
  ids: Ids;
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
  const [taskDir, optDir, credentials] = await Promise.all([
    deps.codeFolder(version.codeId),
    deps.layerFolder(version.layerIds),
    deps.credentials(version),
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
    optDir: deps.driver.mountsOpt ? undefined : optDir,
    runtimeDir: program.runtimeDir,
    tmpDir: place.tmpDir,
    logStream: place.log.ref.stream,
    initializationType: place.initializationType,
    endpointUrl: deps.endpointUrl(),
    runtimeApi: api.address,
    runtimeDefaults: program.defaults,
    executionEnv: program.executionEnv,
  });
  const spec: SandboxSpec = {
    command: wrapped(program.command, environment),
    environment,
    taskDir,
    optDir,
    tmpDir: place.tmpDir,
    channel: program.link === 'channel',
    limits: { memoryMb: fn.memoryMb, tmpMb: fn.ephemeralStorageMb, openFiles: OPEN_FILES },
  };
  const readsEventPipe = program.readsEventPipe === true;
  const launched = launch(spec, { fn, deps, place, api, extensions, readsEventPipe });
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
  place: BootPlace;
  api: RuntimeApi;
  extensions: ExtensionRegistry;
  readsEventPipe: boolean;
}

type Launched = Omit<BootedProcess, 'extensions' | 'version' | 'versionArn' | 'expiresAtEpochMs'>;

function launch(spec: SandboxSpec, site: LaunchSite): Launched {
  const programs = findExtensions(site.fn.optDir);
  return launchOr(
    () => site.api.close(),
    () =>
      programs.length === 0 ? launchAlone(spec, site) : launchWithExtensions(spec, programs, site),
  );
}

function launchOr<T>(undo: () => void, begin: () => T): T {
  try {
    return begin();
  } catch (error) {
    undo();
    throw error;
  }
}

/** The usual case: the runtime is the only process. Extensions inside of it may still register. */
function launchAlone(
  spec: SandboxSpec,
  { deps, place, api, extensions, readsEventPipe }: LaunchSite,
): Launched {
  const pipe = readsEventPipe ? openPipe(deps.fifos) : undefined;
  const handle = launchOr(
    () => pipe?.close(),
    () =>
      deps.driver.launch(
        pipe ? { ...spec, command: [...spec.command, EVENTS_FLAG], eventsFd: pipe.childFd } : spec,
      ),
  );
  pipe?.closeChildFd();
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
    start() {},
    end() {
      killTimer ??= endRuntime(handle, deps.clock, extensions);
    },
    ...brake,
  };
}

function launchWithExtensions(
  spec: SandboxSpec,
  programs: readonly ExtensionProgram[],
  { deps, place, api, extensions }: LaunchSite,
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
    launchExtension({ path }) {
      const own = deps.driver.launch({ ...spec, command: [path], environment, channel: false });
      captureLines(own, place.listener, 'extension');
      brake.add(own);
      return own;
    },
    launchRuntime() {
      const runtime = deps.driver.launch(spec);
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
    start: () => handle.start(),
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
  return wrapper ? [wrapper, ...command] : command;
}

function versionArn(region: string, version: string): string {
  return `arn:aws:lambda:${region}::runtime:${createHash('sha256').update(version).digest('hex')}`;
}
