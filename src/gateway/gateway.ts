import type { Logger } from '../platform/logger.ts';
import type { Clock } from '../platform/clock.ts';
import type { Ids } from '../platform/ids.ts';
import type { ServiceId } from '../protocol/service-id.ts';
import type { Authorizer, ServiceAuthorization } from '../services/authorizer.ts';
import type { Caller, Context, RequestAddress } from '../services/context.ts';
import type { ApiFront } from '../services/api-front.ts';
import type { DataPlane } from '../services/data-plane.ts';
import type { FunctionInvoker } from '../services/function-invoker.ts';
import type { ResolvedCaller } from '../services/sts/resolve-caller.ts';
import type { InternalApi } from '../console-api/interface.ts';

/** The scope of one operation call. */
export interface CallScope {
  account: string;
  region: string;
  caller: Caller;
  requestId: string;
  userAgent?: string | undefined;
  traceId?: string | undefined;
  address?: RequestAddress | undefined;
  signal: AbortSignal;
}

/** What the gateway asks of the stack that it stands in front of. */
export interface Gateway {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  readonly defaultAccount: string;
  readonly defaultRegion: string;
  /** Data planes in order of asking. */
  readonly dataPlanes: readonly DataPlane[];
  readonly fronts: ReadonlyMap<ServiceId, ApiFront>;
  readonly internal: InternalApi;
  /**
   * Whom these credentials belong to; unknown ones are the root of the default account. No promise for
   * a key that was seen before.
   */
  resolveCaller(
    accessKeyId: string,
    sessionToken: string | undefined,
  ): ResolvedCaller | Promise<ResolvedCaller>;
  readonly authorizer: Authorizer;
  /** What a service says of its operations; undefined: nothing. */
  authorizationOf(service: ServiceId): Promise<ServiceAuthorization | undefined>;
  context(scope: CallScope): Context;
  readonly functions: FunctionInvoker;
  /** Whether Brume has this operation. */
  implements(service: ServiceId, operation: string): Promise<boolean>;
  /** Runs one operation. @throws AwsError `NotImplemented` (501) when Brume does not have it */
  run(service: ServiceId, operation: string, input: object, scope: CallScope): Promise<object>;
}
