/** What a service is made of. A service folder's `index.ts` calls `defineService`; see docs/guides/add-an-operation.md. */
import { AwsError } from '../protocol/aws-error.ts';
import type { ServiceAuthorization } from './authorizer.ts';
import type { ApiFront } from './api-front.ts';
import type { Context, ServiceHost } from './context.ts';
import type { DataPlane } from './data-plane.ts';
import type { FunctionInvoker } from './function-invoker.ts';
import type { ErrorMembersOf, ErrorOf, InputOf, OperationOf, OutputOf, ServiceId } from './sdk.ts';

/** One AWS operation. It throws `AwsError` for what the client did wrong; anything else is a 500. */
export interface Operation {
  readonly service: ServiceId;
  readonly name: string;
  readonly run: (input: never, context: Context) => Promise<object> | object;
}

/**
 * Declares one operation, typed by the SDK.
 * @example
 * export const getCallerIdentity = operation('sts', 'GetCallerIdentity', (_input, context) => ({
 *   Account: context.account,
 * }));
 */
export function operation<S extends ServiceId, O extends OperationOf<S>>(
  service: S,
  name: O,
  run: (input: InputOf<S, O>, context: Context) => Promise<OutputOf<S, O>> | OutputOf<S, O>,
): Operation {
  return { service, name, run };
}

/** A modelled exception of a service, with the members its model gives it. */
export function serviceError<S extends ServiceId, E extends ErrorOf<S>>(
  _service: S,
  code: E,
  message: string,
  members?: ErrorMembersOf<S, E>,
): AwsError {
  return new AwsError(code as string, message, members ? { members: { ...members } } : {});
}

/** What a service holds while a stack runs: background workers, caches, data planes. */
export interface RunningService {
  /** Reached by the service's own operations through `context.state(key)`. */
  readonly state?: unknown;
  readonly dataPlanes?: readonly DataPlane[];
  readonly front?: ApiFront;
  /** Lambda's: what other services run functions with. */
  readonly functions?: FunctionInvoker;
  /** Called once the endpoint is known and answers: background work that needs it begins here. */
  ready?(): void;
  /** Forgets everything held in memory; called after the engine was emptied. */
  reset?(): Promise<void>;
  /** The stack is stopping and takes no more requests: answers those that wait for something to happen. */
  drain?(): void;
  /** Lets work in progress finish, then releases everything. */
  stop?(): Promise<void>;
}

export interface ServiceDefinition {
  readonly id: ServiceId;
  /** The operations by name; loaded by the first request to the service, and once. */
  readonly operations: () => Promise<ReadonlyMap<string, Operation>>;
  /** What its operations need of the caller; loaded when IAM is first asked. */
  readonly authorization?: () => Promise<ServiceAuthorization>;
  /** Called once when the stack starts. Must be quick: heavy work waits for the first request. */
  readonly start?: (host: ServiceHost) => RunningService | Promise<RunningService>;
}

/**
 * @param definition.operations loads the service's `operations.ts`: what no request asks for costs a
 * stack neither start-up time nor memory
 */
export function defineService(definition: {
  id: ServiceId;
  operations: () => Promise<readonly Operation[]>;
  authorization?: ServiceDefinition['authorization'];
  start?: ServiceDefinition['start'];
}): ServiceDefinition {
  let loaded: Promise<ReadonlyMap<string, Operation>> | undefined;
  const load = async (): Promise<ReadonlyMap<string, Operation>> =>
    new Map((await definition.operations()).map((each) => [each.name, each]));
  return {
    id: definition.id,
    operations: () => (loaded ??= load()),
    ...(definition.authorization && { authorization: definition.authorization }),
    ...(definition.start && { start: definition.start }),
  };
}
