import { createHash } from 'node:crypto';
import type { Clock } from '../platform/clock.ts';
import type { Ids } from '../platform/ids.ts';
import type { Logger } from '../platform/logger.ts';
import { type InitializationType, makeEnvironment } from './environment.ts';
import type { EnvironmentHandle, PartListener } from './extensions/environment-processes.ts';
import type { ShutdownReason } from './extensions/extension.ts';
import { ExtensionRegistry } from './extensions/registry.ts';
import type { FifoStore } from './fifo-store.ts';
import type { Credentials, FunctionVersion } from './interface.ts';
import type { LinkListener, RuntimeLink } from './link.ts';
import { launch, wallClock } from './launch.ts';
import { forwardTo } from './network/forward.ts';
import { trustingCommand, trustVariables } from './network/trust-settings.ts';
import type { InstanceLog } from './logs.ts';
import { filesOf, limitsOf } from './process-needs.ts';
import { openRuntimeApi, type RuntimeApi } from './runtime-api/server.ts';
import type { RuntimeProgram } from './runtimes/runtime.ts';
import type { SandboxSpec } from './sandbox/driver.ts';
import type { DriverSlot } from './sandbox/driver-slot.ts';
import type { StandBy } from './stand-by/stand-by.ts';
import type { TelemetryHub } from './telemetry/hub.ts';

/** Where AWS has it; free in a network of one's own. */
const PRIVATE_API_PORT = 9001;
/** Where AWS's endpoints listen. */
const AWS_PORTS = [443, 80];

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
  /** Absent: every process is started when it is needed. */
  standBy?: StandBy | undefined;
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
  /** Nothing is in its /tmp yet. */
  isFirst: boolean;
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
  const found = await deps.program(fn, taskDir, optDir);
  const program = driver.leadsAwsNames ? trusting(found, fn) : found;
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
    limits: limitsOf(fn),
    ports: deps.egress ? undefined : privatePorts(api, deps.endpointUrl()),
  };
  const launched = await launch(spec, { fn, deps, driver, place, api, extensions, program });
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

/** All that a function without egress reaches: its Runtime API, and Brume where it expects it. */
function privatePorts(api: RuntimeApi, endpointUrl: string): SandboxSpec['ports'] {
  const forward = forwardTo(endpointUrl);
  return new Map([
    ...AWS_PORTS.map((port) => [port, forward] as const),
    [Number(new URL(endpointUrl).port) || 80, forward],
    [PRIVATE_API_PORT, (connection) => api.accept(connection)],
  ]);
}

/** The same program, with Brume's certificates among those that it trusts. */
function trusting(program: RuntimeProgram, fn: FunctionVersion): RuntimeProgram {
  return {
    ...program,
    command: trustingCommand(program.command, fn),
    defaults: { ...program.defaults, ...trustVariables(fn.runtime) },
  };
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
