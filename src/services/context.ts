import type { Engine } from '../engine/interface.ts';
import type { SandboxKind } from '../lambda-runtime/sandbox/select.ts';
import type { Clock } from '../platform/clock.ts';
import type { Ids } from '../platform/ids.ts';
import type { Logger } from '../platform/logger.ts';
import type { Authorizer } from './authorizer.ts';
import type { Session } from './credentials.ts';
import type { FunctionInvoker } from './function-invoker.ts';
import type { InputOf, OperationOf, OutputOf, ServiceId } from './sdk.ts';
import type { Store } from './store.ts';

/** Who sent a request. */
export interface Caller {
  /** `arn:aws:iam::…:root` for unknown keys, else the user, role session or service. */
  arn: string;
  /** As in GetCallerIdentity: `AIDA…`, `AROA…:session`, or the account id. */
  userId: string;
  account: string;
  accessKeyId?: string;
  /** The request had no signature. */
  anonymous?: true;
  /** Of temporary credentials: what narrows them. */
  session?: Session;
  /** The AWS service that calls on its own behalf, such as `apigateway.amazonaws.com`. */
  servicePrincipal?: string;
}

/** The Host header without port, in lower case, and the raw path. */
export interface RequestAddress {
  readonly host: string;
  readonly path: string;
}

/** Where this stack answers, for URLs inside responses. */
export interface Endpoint {
  protocol: 'http' | 'https';
  /** The name put into returned URLs; `localhost` unless configured. */
  hostname: string;
  port: number;
  /** `http://localhost:4566` */
  url: string;
}

/** What a person may set about services. */
export interface Settings {
  /** Lambda instances at once per account and region. */
  readonly lambdaConcurrency: number;
  /** An idle Lambda instance is shut down after this much virtual time. */
  readonly lambdaKeepAliveMs: number;
  /** How functions are isolated; absent: as well as this machine can. */
  readonly sandbox?: SandboxKind;
  /** Whether processes are started ahead of the functions they will become. */
  readonly lambdaStandBy?: boolean;
  /** Folders within which functions may run code in place (hot reload); absent: nowhere. */
  readonly hotReloadRoots?: readonly string[];
  /** Whether functions reach the network; absent: they do. */
  readonly lambdaEgress?: boolean;
  /** Brume's certificate authority, PEM, which functions then trust; absent: AWS's names do not lead to Brume. */
  readonly certificate?: () => Promise<string>;
}

/** What outlives a request: given to services at start, and part of every request's context. */
export interface ServiceHost {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  readonly engine: Engine;
  /** Known once the server listens. */
  readonly endpoint: Endpoint;
  /** Folder for caches and scratch files of this stack; undefined when everything is in memory. */
  readonly stateDir: string | undefined;
  /** Folder for downloads that outlive every stack (runtimes). */
  readonly cacheDir: string;
  readonly defaultAccount: string;
  readonly defaultRegion: string;
  readonly settings: Settings;
  /** Runs functions for the data planes, past the layers of `call('lambda', 'Invoke')`. */
  readonly functions: FunctionInvoker;
  readonly authorizer: Authorizer;
  /** A context for background work, or on behalf of another caller. */
  context(scope: { account: string; region: string; caller?: Caller; requestId?: string }): Context;
}

/** All that an operation may use. */
export interface Context extends ServiceHost {
  readonly account: string;
  readonly region: string;
  readonly requestId: string;
  readonly caller: Caller;
  /** As the client sent it; absent for background work. */
  readonly userAgent?: string | undefined;
  /** `X-Amzn-Trace-Id` of the request; SDKs send the one of the function they run in. */
  readonly traceId?: string | undefined;
  /** Where the request was sent; absent for calls from within. */
  readonly address?: RequestAddress | undefined;
  /** State of this account and region (or account, or whole partition: the table says). */
  readonly store: Store;
  /** Aborted when the client has gone away. */
  readonly signal: AbortSignal;
  /** What the service's `start` returned as `state`. */
  state<T>(service: ServiceId): T;
  /** Calls another service in this process, same account and region, without wire formats. */
  call<S extends ServiceId, O extends OperationOf<S>>(
    service: S,
    operation: O,
    input: InputOf<S, O>,
  ): Promise<OutputOf<S, O>>;
}
