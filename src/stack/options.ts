import { homedir } from 'node:os';
import { join } from 'node:path';
import type { SandboxKind } from '../lambda-runtime/sandbox/select.ts';
import type { IamMode, RootCredentials } from '../authorization/mode.ts';
import type { LogLevel, LogSink } from '../platform/logger.ts';

/** Options of `createStack`; the CLI fills them from flags, environment and config file. */
export interface StackOptions {
  /** Default 0: a free port. */
  port?: number;
  /** Address to bind; default 127.0.0.1. */
  host?: string;
  /** The name put into returned URLs; default `localhost`. */
  hostname?: string;
  /** Where state lives. Absent: in memory, gone with the stack. */
  stateDir?: string;
  /** Downloads that outlive stacks (runtimes, the local CA). Default: the user's cache folder. */
  cacheDir?: string;
  /** Default 123456789012. */
  account?: string;
  /** Default us-east-1. */
  region?: string;
  /** Receives Brume's own log; default: none. */
  logSink?: LogSink;
  logLevel?: LogLevel;
  /** Virtual time stands still unless advanced. Default false. */
  frozenClock?: boolean;
  /** Virtual time at start; default: now. */
  startEpochMs?: number;
  /** Lambda instances at once per account and region; default 1000, as on AWS. */
  lambdaConcurrency?: number;
  /** An idle Lambda instance is shut down after this much virtual time; default 5 minutes. */
  lambdaKeepAliveMs?: number;
  /**
   * How Lambda functions are isolated. Default `auto`: by namespaces where they work, else as plain
   * processes; `namespaces` fails where they do not work.
   */
  sandbox?: SandboxKind;
  /**
   * Whether functions reach the network of this machine. Default true, as on AWS; false leaves them
   * Brume and nothing else, and needs namespaces.
   */
  lambdaEgress?: boolean;
  /**
   * Whether processes wait, started ahead, for the functions they will become: cold starts in a few
   * milliseconds, for some ten megabytes each. Default false; `brume start` sets it.
   */
  lambdaStandBy?: boolean;
  /**
   * Folders within which code may be run in place (`S3Bucket=hot-reload`). Default: the one that this
   * process works in.
   */
  hotReloadRoots?: readonly string[];
  /**
   * Whether signatures and policies count. Default `off`: any credentials do. `audit` refuses nothing
   * and notes what `enforce` would.
   */
  iam?: IamMode;
  /** Keys of the root of the default account. Default `test` and `test`. */
  rootCredentials?: RootCredentials;
  /** Called when a client asks this Brume to end (`brume stop`). Absent: such requests are refused. */
  onShutdownRequest?: () => void;
}

export const DEFAULT_ACCOUNT = '123456789012';
export const DEFAULT_REGION = 'us-east-1';
export const DEFAULT_PORT = 4566;
export const DEFAULT_ROOT_CREDENTIALS: RootCredentials = {
  accessKeyId: 'test',
  secretAccessKey: 'test',
};

/** Options with every default filled in. */
export type ResolvedOptions = StackOptions &
  Required<
    Pick<
      StackOptions,
      | 'port'
      | 'host'
      | 'hostname'
      | 'cacheDir'
      | 'account'
      | 'region'
      | 'lambdaConcurrency'
      | 'lambdaKeepAliveMs'
      | 'iam'
      | 'rootCredentials'
    >
  >;

export function resolveOptions(options: StackOptions): ResolvedOptions {
  return {
    ...options,
    port: options.port ?? 0,
    host: options.host ?? '127.0.0.1',
    hostname: options.hostname ?? 'localhost',
    cacheDir: options.cacheDir ?? defaultCacheDir(),
    account: options.account ?? DEFAULT_ACCOUNT,
    region: options.region ?? DEFAULT_REGION,
    lambdaConcurrency: options.lambdaConcurrency ?? 1000,
    lambdaKeepAliveMs: options.lambdaKeepAliveMs ?? 300_000,
    iam: options.iam ?? 'off',
    rootCredentials: options.rootCredentials ?? DEFAULT_ROOT_CREDENTIALS,
  };
}

/** `$BRUME_CACHE_DIR`, else `brume` in the user's cache folder (XDG, or ~/Library/Caches, or %LOCALAPPDATA%). */
export function defaultCacheDir(env: NodeJS.ProcessEnv = process.env): string {
  if (env['BRUME_CACHE_DIR']) return env['BRUME_CACHE_DIR'];
  if (env['XDG_CACHE_HOME']) return join(env['XDG_CACHE_HOME'], 'brume');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'brume');
  if (process.platform === 'win32' && env['LOCALAPPDATA'])
    return join(env['LOCALAPPDATA'], 'brume', 'cache');
  return join(homedir(), '.cache', 'brume');
}
