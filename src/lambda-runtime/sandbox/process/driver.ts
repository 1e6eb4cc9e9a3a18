import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import type { Duplex } from 'node:stream';
import type { Clock } from '../../../platform/clock.ts';
import { BrumeError } from '../../../platform/errors.ts';
import type { SandboxDriver, SandboxExit, SandboxHandle, SandboxSpec } from '../driver.ts';
import { describeProcessDriver } from './describe.ts';
import { createPeakMemoryProbe } from './peak-memory.ts';
import { findSandboxTools, type SandboxTools } from './tools.ts';

/** After the program has ended its pipes are read for at most this long (a descendant may hold them open). */
const DRAIN_MS = 100;

/** Starts a child; replaced by a separate launcher process later, because spawning blocks the event loop. */
export type Launcher = (command: readonly string[], spec: SandboxSpec) => ChildProcess;

/** A plain process per instance: works everywhere, isolates little (see `describe`). */
export function createProcessDriver(options: { clock: Clock; launcher?: Launcher }): SandboxDriver {
  const { clock, launcher = spawnHere } = options;
  const tools = findSandboxTools();
  return {
    name: 'process',
    mountsOpt: false,
    leadsAwsNames: false,
    async launch(spec) {
      if (spec.ports) throw sharesTheNetwork();
      return handleOf(launcher(commandLine(spec, tools), spec), spec, clock);
    },
    forget() {},
    describe: () => describeProcessDriver(tools),
    async close() {},
  };
}

function commandLine(spec: SandboxSpec, { shell, setpriv }: SandboxTools): readonly string[] {
  const limits = `ulimit -c 0; ulimit -n ${spec.limits.openFiles}; exec "$@"`;
  const limited = shell ? [shell, '-c', limits, 'sandbox', ...spec.command] : spec.command;
  // The kernel kills the program when Brume dies, even if it is stuck in a loop.
  return setpriv ? [setpriv, '--pdeathsig', 'KILL', '--no-new-privs', '--', ...limited] : limited;
}

function spawnHere(command: readonly string[], spec: SandboxSpec): ChildProcess {
  const [program = '', ...args] = command;
  return spawn(program, args, {
    cwd: spec.taskDir ?? spec.tmpDir,
    env: spec.environment,
    // A group of its own, so that one signal reaches the whole tree.
    detached: true,
    stdio: stdioOf(spec),
    windowsHide: true,
  });
}

function stdioOf({ channel, events }: SandboxSpec): StdioOptions {
  const stdio: StdioOptions = ['ignore', 'pipe', 'pipe'];
  if (channel) stdio.push('pipe');
  if (channel && events) stdio.push(events.fd);
  return stdio;
}

function handleOf(child: ChildProcess, spec: SandboxSpec, clock: Clock): SandboxHandle {
  const pid = child.pid ?? 0;
  const ending = Promise.withResolvers<{ exit: SandboxExit; launchError?: Error }>();
  const kill = (): void => killTree(pid, child);
  // Listened to from the first moment: an error event that nobody hears would end Brume itself.
  child.on('error', (launchError) => {
    if (pid === 0) ending.resolve({ exit: { code: null, signal: null }, launchError });
  });
  child.once('exit', (code, signal) => {
    const exit = { code, signal };
    kill(); // what it left running in its group ends with it
    const guard = clock.realTimeout(DRAIN_MS, () => ending.resolve({ exit }));
    child.once('close', () => {
      guard.cancel();
      ending.resolve({ exit });
    });
  });
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw tooManyFiles();
  return {
    pid,
    channel: spec.channel ? (child.stdio[3] as Duplex) : undefined,
    stdout,
    stderr,
    onExit(listener) {
      void ending.promise.then(({ exit, launchError }) => listener(exit, launchError));
    },
    // Code is where it is, and nothing here limits the processor.
    assign: async () => (text) => text,
    limitCpu() {},
    kill,
    ...(process.platform !== 'win32' && {
      terminate: () => signal(pid, 'SIGTERM'),
      freeze: () => signal(-pid, 'SIGSTOP'),
      thaw: () => signal(-pid, 'SIGCONT'),
    }),
    peakMemoryBytes: createPeakMemoryProbe(pid, clock),
  };
}

function sharesTheNetwork(): BrumeError {
  return new BrumeError(
    'ERR_SANDBOX',
    'Functions are to have no network, which plain processes cannot be denied.',
    { hint: 'Start Brume where the namespaces sandbox works (brume doctor), or allow egress.' },
  );
}

/** The only case in which Node makes no pipes for a child. */
function tooManyFiles(): BrumeError {
  return new BrumeError('ERR_SANDBOX', 'No process can be started: too many files are open.', {
    hint: 'Raise the limit (ulimit -n) of the shell that starts Brume, or lower the concurrency.',
  });
}

function killTree(pid: number, child: ChildProcess): void {
  if (process.platform === 'win32') child.kill('SIGKILL');
  else signal(-pid, 'SIGKILL');
}

/** @param target a process, or a whole group when negative */
function signal(target: number, name: NodeJS.Signals): void {
  if (target === 0) return; // it was never launched, and 0 would mean our own group
  try {
    process.kill(target, name);
  } catch {
    // ESRCH: nothing is left of it.
  }
}
