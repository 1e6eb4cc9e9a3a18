import { spawn, type ChildProcess } from 'node:child_process';
import type { Duplex, Readable } from 'node:stream';
import type { Clock } from '../../../platform/clock.ts';
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
    launch: (spec) => handleOf(launcher(commandLine(spec, tools), spec), spec, clock),
    describe: () => describeProcessDriver(tools),
    close() {},
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
    cwd: spec.taskDir,
    env: spec.environment,
    // A group of its own, so that one signal reaches the whole tree.
    detached: true,
    stdio: spec.channel ? ['ignore', 'pipe', 'pipe', 'pipe'] : ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
}

function handleOf(child: ChildProcess, spec: SandboxSpec, clock: Clock): SandboxHandle {
  const pid = child.pid ?? 0;
  const peakMemory = createPeakMemoryProbe(pid, clock);
  const kill = (): void => killTree(pid, child);
  return {
    pid,
    channel: spec.channel ? (child.stdio[3] as Duplex) : undefined,
    stdout: child.stdout as Readable,
    stderr: child.stderr as Readable,
    onExit(listener) {
      let ended: SandboxExit | undefined;
      let told = false;
      const tell = (exit: SandboxExit, error?: Error): void => {
        if (told) return;
        told = true;
        listener(exit, error);
      };
      child.once('error', (error) => {
        if (child.pid === undefined) tell({ code: null, signal: null }, error);
      });
      child.once('exit', (code, signal) => {
        ended = { code, signal };
        kill(); // what it left running in its group ends with it
        const guard = clock.realTimeout(DRAIN_MS, () => tell(ended ?? { code, signal }));
        child.once('close', () => {
          guard.cancel();
          tell(ended ?? { code, signal });
        });
      });
    },
    kill,
    peakMemoryBytes: peakMemory,
  };
}

function killTree(pid: number, child: ChildProcess): void {
  if (pid <= 0) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-pid, 'SIGKILL');
  } catch {
    // ESRCH: nothing is left of it.
  }
}
