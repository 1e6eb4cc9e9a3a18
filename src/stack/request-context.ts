import type { CallScope } from '../gateway/gateway.ts';
import type { Context, ServiceHost } from '../services/context.ts';
import type { InputOf, OperationOf, OutputOf, ServiceId } from '../services/sdk.ts';
import { createStore, type Store } from '../services/store.ts';

/** What a context needs of the services beside it. */
export interface Neighbours {
  state(service: ServiceId): unknown;
  invoke(service: ServiceId, operation: string, input: object, context: Context): Promise<object>;
}

/**
 * The context of one call. A class with getters, not a spread of the host: the invoke path makes two
 * of these per request.
 */
export class RequestContext implements Context {
  readonly account: string;
  readonly region: string;
  readonly requestId: string;
  readonly userAgent: string | undefined;
  readonly traceId: string | undefined;
  readonly address: Context['address'];
  readonly caller: Context['caller'];
  readonly signal: AbortSignal;
  readonly #host: ServiceHost;
  readonly #neighbours: Neighbours;
  #store: Store | undefined;

  constructor(host: ServiceHost, neighbours: Neighbours, scope: CallScope) {
    this.#host = host;
    this.#neighbours = neighbours;
    this.account = scope.account;
    this.region = scope.region;
    this.requestId = scope.requestId;
    this.userAgent = scope.userAgent;
    this.traceId = scope.traceId;
    this.address = scope.address;
    this.caller = scope.caller;
    this.signal = scope.signal;
  }

  get store(): Store {
    return (this.#store ??= createStore(this.#host.engine, this.account, this.region));
  }

  state<T>(service: ServiceId): T {
    return this.#neighbours.state(service) as T;
  }

  call<S extends ServiceId, O extends OperationOf<S>>(
    service: S,
    operation: O,
    input: InputOf<S, O>,
  ): Promise<OutputOf<S, O>> {
    // Typed by the SDK on both sides; in between only names are known.
    return this.#neighbours.invoke(service, operation, input, this) as Promise<OutputOf<S, O>>;
  }

  context(scope: Parameters<ServiceHost['context']>[0]): Context {
    return this.#host.context(scope);
  }

  get clock(): ServiceHost['clock'] {
    return this.#host.clock;
  }
  get ids(): ServiceHost['ids'] {
    return this.#host.ids;
  }
  get log(): ServiceHost['log'] {
    return this.#host.log;
  }
  get engine(): ServiceHost['engine'] {
    return this.#host.engine;
  }
  get endpoint(): ServiceHost['endpoint'] {
    return this.#host.endpoint;
  }
  get stateDir(): string | undefined {
    return this.#host.stateDir;
  }
  get cacheDir(): string {
    return this.#host.cacheDir;
  }
  get defaultAccount(): string {
    return this.#host.defaultAccount;
  }
  get defaultRegion(): string {
    return this.#host.defaultRegion;
  }
  get functions(): ServiceHost['functions'] {
    return this.#host.functions;
  }
  get authorizer(): ServiceHost['authorizer'] {
    return this.#host.authorizer;
  }
  get settings(): ServiceHost['settings'] {
    return this.#host.settings;
  }
}
