import type { Server, Socket } from 'node:net';
import { constants } from 'node:os';
import type { Duplex, Readable } from 'node:stream';
import type { Clock } from '../../../platform/clock.ts';
import { BrumeError } from '../../../platform/errors.ts';
import type { SandboxBinding, SandboxExit, SandboxHandle, SandboxSpec } from '../driver.ts';
import { createPeakMemoryProbe } from '../process/peak-memory.ts';
import type { Verb } from './order.ts';
import { mapPaths } from './paths.ts';
import type { SandboxNews, Supervisor } from './supervisor.ts';
import { bindingWords, cpuQuotaUsec } from './words.ts';

/** After the end of everything in it, what was written before is read for at most this long. */
const DRAIN_MS = 100;
const SIGNALS = new Map(
  Object.entries(constants.signals).map(([name, number]) => [number, name as NodeJS.Signals]),
);

/** As Go's os package says it, which AWS passes on. */
const WORDS: Record<number, string> = {
  [constants.errno.ENOENT]: 'no such file or directory',
  [constants.errno.EACCES]: 'permission denied',
  [constants.errno.ENOEXEC]: 'exec format error',
};

interface Ending {
  exit: SandboxExit;
  launchError?: Error;
}

/** One sandbox, from the order to the end of everything in it. */
export class NamespaceSandbox implements SandboxHandle {
  readonly #id: number;
  readonly #spec: SandboxSpec;
  readonly #tmp: number;
  readonly #clock: Clock;
  readonly #supervisor: Supervisor;
  readonly #onAssigned: (tmpDir: string) => void;
  readonly #sockets = new Map<string, Socket | Server>();
  readonly #launched = Promise.withResolvers<SandboxHandle>();
  readonly #ending = Promise.withResolvers<Ending>();
  readonly #assigning: ((ok: boolean) => void)[] = [];
  #memoryMb: number;
  #pid: number | undefined;
  #hasExited = false;
  #launchError: Error | undefined;
  #probe: () => number | undefined = () => undefined;

  /** @param words the order that starts it */
  constructor(
    supervisor: Supervisor,
    spec: SandboxSpec,
    context: {
      words: readonly string[];
      tmp: number;
      clock: Clock;
      onAssigned: (tmpDir: string) => void;
    },
  ) {
    this.#supervisor = supervisor;
    this.#spec = spec;
    this.#tmp = context.tmp;
    this.#clock = context.clock;
    this.#onAssigned = context.onAssigned;
    this.#memoryMb = spec.limits.memoryMb;
    this.#id = supervisor.launch(context.words, (news, handle) => this.#hear(news, handle));
  }

  /** Resolves when the program runs, or has failed to (then that is its exit). */
  get launched(): Promise<SandboxHandle> {
    return this.#launched.promise;
  }

  get pid(): number {
    return this.#pid ?? 0;
  }

  get channel(): Duplex | undefined {
    return this.#sockets.get('channel') as Socket | undefined;
  }

  get stdout(): Readable {
    return this.#sockets.get('stdout') as Socket;
  }

  get stderr(): Readable {
    return this.#sockets.get('stderr') as Socket;
  }

  onExit(listener: (exit: SandboxExit, launchError?: Error) => void): void {
    void this.#ending.promise.then(({ exit, launchError }) => listener(exit, launchError));
  }

  async assign(binding: SandboxBinding): Promise<(text: string) => string> {
    this.#memoryMb = binding.limits.memoryMb;
    const ok = await new Promise<boolean>((resolve) => {
      if (this.#hasExited) return resolve(false);
      this.#assigning.push(resolve);
      this.#supervisor.order('assign', this.#id, bindingWords(binding, this.#tmp));
    });
    if (!ok) throw new BrumeError('ERR_SANDBOX', 'Code cannot be shown in the sandbox.');
    this.#onAssigned(binding.tmpDir);
    const { taskDir, optDir, tmpDir } = binding;
    return mapPaths({ ...this.#spec, taskDir, optDir, tmpDir }).translate;
  }

  limitCpu(): void {
    this.#order('cpu', [String(cpuQuotaUsec(this.#memoryMb))]);
  }

  freeze(): void {
    this.#order('freeze');
  }

  thaw(): void {
    this.#order('thaw');
  }

  terminate(): void {
    this.#order('terminate');
  }

  kill(): void {
    this.#order('kill');
  }

  peakMemoryBytes(): number | undefined {
    return this.#probe();
  }

  #order(verb: Exclude<Verb, 'launch' | 'assign' | 'drop'>, words: readonly string[] = []): void {
    if (!this.#hasExited) this.#supervisor.order(verb, this.#id, words);
  }

  #hear(news: SandboxNews, handle: Socket | Server | undefined): void {
    if (news.socket !== undefined && handle) this.#receive(news.socket, handle);
    if (news.pid !== undefined) {
      this.#pid = news.pid;
      this.#probe = createPeakMemoryProbe(news.pid, this.#clock);
    }
    if (news.failed !== undefined) this.#launchError = launchFailure(news.failed, news.errno);
    if (news.assigned !== undefined) this.#assigning.shift()?.(news.assigned);
    if (news.exited) this.#end(news);
    const wanted = 2 + (this.#spec.channel ? 1 : 0) + (this.#spec.ports?.size ?? 0);
    if (this.#pid !== undefined && this.#sockets.size >= wanted) this.#launched.resolve(this);
  }

  #receive(name: string, handle: Socket | Server): void {
    this.#sockets.set(name, handle);
    handle.on('error', () => {}); // the end of the sandbox tells the rest
    const serve = this.#spec.ports?.get(Number(name));
    if (serve) (handle as Server).on('connection', serve);
  }

  #end(news: SandboxNews): void {
    this.#hasExited = true;
    for (const settle of this.#assigning.splice(0)) settle(false);
    for (const port of this.#spec.ports?.keys() ?? []) {
      (this.#sockets.get(String(port)) as Server | undefined)?.close();
    }
    const ending = {
      exit: exitOf(news),
      ...(this.#launchError && { launchError: this.#launchError }),
    };
    // The channel, too: what the program said last, of a failed INIT, is often why it has ended.
    const streams = ['stdout', 'stderr', 'channel'].flatMap(
      (name) => this.#sockets.get(name) ?? [],
    ) as Socket[];
    // It could not even get its sockets.
    if (!this.#sockets.has('stdout') || !this.#sockets.has('stderr'))
      this.#launched.reject(this.#launchError ?? launchFailure('a sandbox', 0));
    else this.#launched.resolve(this);
    const finish = (): void => this.#ending.resolve(this.#launchError ? neverRan(ending) : ending);
    const guard = this.#clock.realTimeout(DRAIN_MS, finish);
    void Promise.all(streams.map(closed)).then(() => {
      guard.cancel();
      finish();
    });
  }
}

function closed(stream: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (stream.closed) resolve();
    else stream.once('close', () => resolve());
  });
}

function exitOf(news: SandboxNews): SandboxExit {
  return {
    code: news.code ?? null,
    signal: news.signal === undefined ? null : (SIGNALS.get(news.signal) ?? 'SIGKILL'),
    ...(news.outOfMemory && { outOfMemory: true }),
  };
}

/** As of a process that was never there. */
function neverRan({ launchError }: Ending): Ending {
  return { exit: { code: null, signal: null }, ...(launchError && { launchError }) };
}

function launchFailure(what: string, errno: number | undefined): Error {
  return new Error(`fork/exec ${what}: ${WORDS[errno ?? 0] ?? `error ${errno}`}`);
}
