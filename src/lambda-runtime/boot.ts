import { createHash } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { pipeline } from 'node:stream';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import { captureLines } from './capture-lines.ts';
import { createChannelLink } from './channel-link.ts';
import { makeEnvironment } from './environment.ts';
import type { Credentials, FunctionVersion } from './interface.ts';
import type { LinkListener, RuntimeLink } from './link.ts';
import { createListenerGate } from './listener-gate.ts';
import { openRuntimeApi, type RuntimeApi } from './runtime-api/server.ts';
import type { RuntimeProgram } from './runtimes/runtime.ts';
import type { SandboxHandle, SandboxSpec } from './sandbox/driver.ts';
import type { DriverSlot } from './sandbox/driver-slot.ts';

/** Limits of every environment: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const OPEN_FILES = 1024;
/** Where AWS has it; free in a network of one's own. */
const PRIVATE_API_PORT = 9001;

export interface BootDependencies {
  clock: Clock;
  log: Logger;
  driver: DriverSlot;
  /** Whether functions reach the network. */
  egress: boolean;
  /** The folder with this code, unpacked. */
  codeFolder: (codeId: string) => Promise<string>;
  program: (fn: FunctionVersion, taskDir: string) => Promise<RuntimeProgram>;
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
  fn: FunctionVersion,
  deps: BootDependencies,
  place: { tmpDir: string; logStream: string; listener: LinkListener; isWanted: () => boolean },
): Promise<BootedProcess | undefined> {
  const [taskDir, credentials] = await Promise.all([
    deps.codeFolder(fn.codeId),
    deps.credentials(fn),
  ]);
  const program = await deps.program(fn, taskDir);
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
    runtimeDir: program.runtimeDir,
    tmpDir: place.tmpDir,
    logStream: place.logStream,
    endpointUrl: deps.endpointUrl(),
    runtimeApi: deps.egress ? api.address : `127.0.0.1:${PRIVATE_API_PORT}`,
    runtimeDefaults: program.defaults,
    executionEnv: program.executionEnv,
  });
  const handle = await launch(deps, api, {
    command: wrapped(program.command, environment),
    environment,
    taskDir,
    tmpDir: place.tmpDir,
    runtime: {
      program: program.command[0]?.startsWith(taskDir) ? undefined : program.command[0],
      dir: program.runtimeDir,
      folders: program.folders ?? [],
    },
    channel: program.link === 'channel',
    limits: { memoryMb: fn.memoryMb, tmpMb: fn.ephemeralStorageMb, openFiles: OPEN_FILES },
    ports: deps.egress ? undefined : privatePorts(api, deps.endpointUrl()),
  });
  if (!place.isWanted()) {
    handle.kill();
    api.close();
    return undefined;
  }
  captureLines(handle, place.listener);
  const link = handle.channel ? createChannelLink(handle.channel, place.listener) : api.link;
  return {
    handle,
    link: { deliver: (delivery) => link.deliver(delivery), close: () => closeAll(link, api) },
    begin: () => gate.open(),
    ...makeBrake(handle),
    version: program.version,
    versionArn: versionArn(fn.region, program.version),
    expiresAtEpochMs: credentials.expiresAtEpochMs,
  };
}

async function launch(
  deps: BootDependencies,
  api: RuntimeApi,
  spec: SandboxSpec,
): Promise<SandboxHandle> {
  try {
    return await (await deps.driver.get()).launch(spec);
  } catch (error) {
    api.close();
    throw error;
  }
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
