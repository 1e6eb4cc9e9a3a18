/** From what a process needs to the process, and to the way to talk to it. */
import type { Readable } from 'node:stream';
import type { Clock, Timer } from '../platform/clock.ts';
import type { BootDependencies, BootedProcess, BootPlace } from './boot.ts';
import { captureLines } from './capture-lines.ts';
import { createChannelLink } from './channel-link.ts';
import { type EventPipe, openEventPipe } from './event-pipe.ts';
import { reduceEnvironment } from './extensions/environment.ts';
import { EnvironmentProcesses } from './extensions/environment-processes.ts';
import { findExtensions, type ExtensionProgram } from './extensions/find-extensions.ts';
import type { ExtensionRegistry } from './extensions/registry.ts';
import { endRuntime } from './extensions/shutdown.ts';
import type { FifoStore } from './fifo-store.ts';
import type { FunctionVersion } from './interface.ts';
import type { LinkListener, RuntimeLink } from './link.ts';
import type { RuntimeApi } from './runtime-api/server.ts';
import type { RuntimeProgram } from './runtimes/runtime.ts';
import type { SandboxDriver, SandboxHandle, SandboxSpec } from './sandbox/driver.ts';
import { kindOf } from './stand-by/kind.ts';
import { EVENTS_FLAG } from './stand-by/stand-by.ts';

/** The wall clock that functions see, which virtual time does not move. */
export function wallClock(clock: Clock): () => number {
  return () => clock.now() - clock.offsetMs();
}

export interface LaunchSite {
  fn: FunctionVersion;
  deps: BootDependencies;
  driver: SandboxDriver;
  place: BootPlace;
  api: RuntimeApi;
  extensions: ExtensionRegistry;
  program: RuntimeProgram;
}

type Launched = Omit<BootedProcess, 'extensions' | 'version' | 'versionArn' | 'expiresAtEpochMs'>;

/** Nothing is left behind when it fails. */
export function launch(spec: SandboxSpec, site: LaunchSite): Promise<Launched> {
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
async function launchAlone(spec: SandboxSpec, site: LaunchSite): Promise<Launched> {
  const { deps, place, api, extensions } = site;
  const { handle, link, begin } = (await takeWaiting(spec, site)) ?? (await launchNow(spec, site));
  captureLines(handle, place.listener);
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
    start() {
      api.open();
      begin?.();
    },
    end() {
      killTimer ??= endRuntime(handle, deps.clock, extensions);
    },
    ...brake,
  };
}

/** A process with what it says; `begin` is called once somebody listens. */
interface Runner {
  handle: SandboxHandle;
  link: RuntimeLink;
  begin?: () => void;
}

async function launchNow(
  spec: SandboxSpec,
  { deps, driver, place, api, program }: LaunchSite,
): Promise<Runner> {
  // Wrappers put options of the runtime before its last word, so no flag may come behind that.
  const isWrapped = spec.environment['AWS_LAMBDA_EXEC_WRAPPER'] !== undefined;
  const pipe = program.readsEventPipe && !isWrapped ? openPipe(deps.fifos) : undefined;
  const handle = await launchOr(
    () => pipe?.close(),
    () =>
      driver.launch(
        pipe ? { ...spec, command: [...spec.command, EVENTS_FLAG], events: pipe.childEnd } : spec,
      ),
  );
  pipe?.closeChildEnd();
  return { handle, link: linkOf(handle, place.listener, api, pipe) };
}

/** A process that was started ahead becomes the function's. @returns undefined where none waits */
async function takeWaiting(
  spec: SandboxSpec,
  { fn, deps, driver, place, program }: LaunchSite,
): Promise<Runner | undefined> {
  // It has a /tmp of its own, so it cannot replace a process that has left something there.
  if (!deps.standBy || !place.isFirst) return undefined;
  const kind = kindOf(program, spec, { own: fn.environment, driver });
  const waiting = kind && deps.standBy.take(kind, driver);
  const channel = waiting?.handle.channel;
  if (!waiting || !channel) return undefined;
  const { handle, pipe } = waiting;
  const { environment, taskDir = '', optDir, tmpDir, limits } = spec;
  try {
    const translate = await handle.assign({ taskDir, optDir, tmpDir, limits });
    const inside = Object.entries(environment).map(([name, text]) => [name, translate(text)]);
    const link = createChannelLink(channel, place.listener, pipe);
    return {
      handle,
      link,
      begin() {
        channel.resume();
        link.assign(Object.fromEntries(inside) as Record<string, string>);
      },
    };
  } catch (error) {
    handle.kill();
    pipe?.close();
    deps.log.debug('A process that was started ahead cannot be used', { error });
    return undefined;
  }
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
