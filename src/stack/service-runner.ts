/** Runs services inside one stack: starts them, builds contexts, and carries calls between them. */
import type { CallScope } from '../gateway/gateway.ts';
import { notImplemented } from '../protocol/aws-error.ts';
import type { ServiceAuthorization } from '../services/authorizer.ts';
import type { ServiceId } from '../protocol/service-id.ts';
import type { ApiFront } from '../services/api-front.ts';
import type { Context, ServiceHost } from '../services/context.ts';
import type { DataPlane } from '../services/data-plane.ts';
import type { FunctionInvoker } from '../services/function-invoker.ts';
import type { RunningService, ServiceDefinition } from '../services/define-service.ts';
import { type Neighbours, RequestContext } from './request-context.ts';

/** The part of `ServiceHost` that the stack provides. */
export type HostParts = Omit<ServiceHost, 'context' | 'functions'>;

export interface ServiceRunner {
  readonly dataPlanes: readonly DataPlane[];
  readonly fronts: ReadonlyMap<ServiceId, ApiFront>;
  readonly context: ServiceHost['context'];
  /** What a service says of its operations. */
  authorizationOf(service: ServiceId): Promise<ServiceAuthorization | undefined>;
  /** The context of one call. */
  contextOf(scope: CallScope): Context;
  readonly functions: FunctionInvoker;
  /** What a service returned as its state, for internal routes. */
  state(service: ServiceId): unknown;
  implements(service: ServiceId, operation: string): Promise<boolean>;
  run(service: ServiceId, operation: string, input: object, scope: CallScope): Promise<object>;
  /** Call once the endpoint answers. */
  ready(): void;
  /** Call once no more requests are taken. */
  drain(): void;
  reset(): Promise<void>;
  stop(): Promise<void>;
}

export async function startServices(
  definitions: readonly ServiceDefinition[],
  parts: HostParts,
): Promise<ServiceRunner> {
  const services = new Map(definitions.map((each) => [each.id, each]));
  const running = new Map<ServiceId, RunningService>();
  /** Of the service that has them; data planes ask only once everything has started. */
  let functions: FunctionInvoker | undefined;
  const neverAborted = new AbortController().signal;

  const neighbours: Neighbours = {
    state: (service) => running.get(service)?.state,
    async invoke(service, name, input, context) {
      const found = (await services.get(service)?.operations())?.get(name);
      if (!found) throw notImplemented(service, name);
      return found.run(input as never, context);
    },
  };
  const host: ServiceHost = Object.defineProperties(
    {
      context: (scope: Parameters<ServiceHost['context']>[0]): Context =>
        new RequestContext(host, neighbours, {
          ...scope,
          caller: scope.caller ?? rootOf(scope.account),
          requestId: scope.requestId ?? parts.ids.uuid(),
          signal: neverAborted,
        }),
    },
    // Descriptors, not values: `endpoint` is a getter until the server listens.
    { ...Object.getOwnPropertyDescriptors(parts), functions: { get: () => functions } },
  ) as ServiceHost;

  for (const each of definitions) {
    if (!each.start) continue;
    const started = await each.start(host);
    running.set(each.id, started);
    functions ??= started.functions;
  }
  const lastFirst = [...running.values()].toReversed();

  return {
    dataPlanes: [...running.values()].flatMap((each) => each.dataPlanes ?? []),
    fronts: new Map(
      [...running].flatMap(([id, { front }]) => (front ? [[id, front] as const] : [])),
    ),
    context: host.context,
    authorizationOf: async (service) => services.get(service)?.authorization?.(),
    contextOf: (scope) => new RequestContext(host, neighbours, scope),
    get functions() {
      if (!functions) throw new Error('No service runs functions.');
      return functions;
    },
    state: neighbours.state,
    implements: async (service, name) =>
      (await services.get(service)?.operations())?.has(name) ?? false,
    run: (service, name, input, scope) =>
      neighbours.invoke(service, name, input, new RequestContext(host, neighbours, scope)),
    ready() {
      for (const each of running.values()) each.ready?.();
    },
    drain() {
      for (const each of running.values()) each.drain?.();
    },
    async reset() {
      for (const each of lastFirst) await each.reset?.();
    },
    async stop() {
      for (const each of lastFirst) await each.stop?.();
    },
  };
}

function rootOf(account: string): Context['caller'] {
  return { arn: `arn:aws:iam::${account}:root`, userId: account, account };
}
