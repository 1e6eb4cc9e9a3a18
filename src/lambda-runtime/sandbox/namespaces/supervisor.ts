import { spawn, type ChildProcess } from 'node:child_process';
import type { Server, Socket } from 'node:net';
import { BrumeError } from '../../../platform/errors.ts';
import { claimCgroups } from './cgroups.ts';
import { encodeOrder, type Verb } from './order.ts';
import { findSandboxProgram } from './program-path.ts';

/** What the program tells of one sandbox; native/sandbox/report.h is the other end. */
export interface SandboxNews {
  id: number;
  /** A socket came along: `stdout`, `stderr`, `channel`, or the port of a listener. */
  socket?: string;
  /** It runs, as this process. */
  pid?: number;
  /** It cannot be started: what failed, with `errno`. */
  failed?: string;
  errno?: number;
  assigned?: boolean;
  /** All of it has ended. */
  exited?: boolean;
  code?: number;
  signal?: number;
  outOfMemory?: boolean;
}

export type NewsListener = (news: SandboxNews, handle: Socket | Server | undefined) => void;

/** The running sandbox program. */
export interface Supervisor {
  /** `root`: with the rights of the system's root; `user`: through user namespaces. */
  readonly mode: 'root' | 'user';
  /** Cgroup controllers that hold. */
  readonly controllers: ReadonlySet<string>;
  readonly hasEnded: boolean;
  /**
   * Orders a new sandbox, whose news go to the listener until it has exited.
   * @returns its number
   * @throws BrumeError ERR_SANDBOX for an order that cannot be said
   */
  launch(words: readonly string[], listener: NewsListener): number;
  /** @throws BrumeError ERR_SANDBOX */
  order(verb: Exclude<Verb, 'launch'>, id: number, words?: readonly string[]): void;
  /** Resolves when the program, and with it everything that it started, has ended. */
  close(): Promise<void>;
}

/** Words of the program before it takes orders. */
type FirstWords = { ready: true; mode: 'root' | 'user' } | { cannot: string; errno: number };

/**
 * Starts the sandbox program.
 * @throws BrumeError ERR_SANDBOX that says why there can be no sandboxes on this machine
 */
export async function startSupervisor(): Promise<Supervisor> {
  const program = findSandboxProgram();
  if (!program)
    throw noSandbox(`there is no sandbox program for ${process.platform}-${process.arch}`);
  const cgroups = claimCgroups();
  const child = spawn(program, ['serve', ...cgroups.words], {
    env: {},
    stdio: ['pipe', 'ignore', 'inherit', 'ipc'],
    serialization: 'json',
  });
  const mode = await firstWords(child);
  return supervise(child, mode, cgroups.controllers);
}

function firstWords(child: ChildProcess): Promise<'root' | 'user'> {
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(noSandbox(error.message)));
    child.once('exit', () => reject(noSandbox('the sandbox program ended at once')));
    child.once('message', (words: FirstWords) => {
      if ('cannot' in words) reject(noSandbox(`${words.cannot}: error ${words.errno}`));
      else resolve(words.mode);
    });
  });
}

function noSandbox(reason: string): BrumeError {
  return new BrumeError(
    'ERR_SANDBOX',
    `Functions cannot be sandboxed with namespaces here: ${reason}.`,
    {
      hint: 'It takes Linux 5.12 or newer and root or unprivileged user namespaces. BRUME_SANDBOX=process runs them as plain processes.',
    },
  );
}

function supervise(
  child: ChildProcess,
  mode: 'root' | 'user',
  controllers: ReadonlySet<string>,
): Supervisor {
  const listeners = new Map<number, NewsListener>();
  const orders = child.stdin as Socket;
  let lastId = 0;
  let hasEnded = false;
  const ended = Promise.withResolvers<void>();
  // With sandboxes this process waits for their news; without, the program keeps nobody from ending.
  const forget = (id: number): void => {
    listeners.delete(id);
    if (listeners.size === 0) child.channel?.unref();
  };
  child.removeAllListeners('exit');
  child.on('message', (news: SandboxNews, handle) => {
    const listener = listeners.get(news.id);
    if (news.exited) forget(news.id);
    listener?.(news, handle as Socket | Server | undefined);
  });
  child.on('error', () => {}); // its end tells the rest
  // Without it nothing runs any more: the kernel has ended all that it had started.
  child.once('exit', () => {
    hasEnded = true;
    for (const [id, listener] of listeners) listener({ id, exited: true, signal: 9 }, undefined);
    listeners.clear();
    ended.resolve();
  });
  orders.on('error', () => {});
  child.unref();
  child.channel?.unref();
  orders.unref();
  return {
    mode,
    controllers,
    get hasEnded() {
      return hasEnded;
    },
    launch(words, listener) {
      const order = encodeOrder('launch', lastId + 1, words);
      if (listeners.size === 0) child.channel?.ref();
      listeners.set(++lastId, listener);
      orders.write(order);
      return lastId;
    },
    order: (verb, id, words = []) => void orders.write(encodeOrder(verb, id, words)),
    close() {
      child.channel?.ref();
      child.ref();
      orders.end();
      return ended.promise;
    },
  };
}
