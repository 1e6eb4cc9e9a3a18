import type { ServerResponse } from 'node:http';
import type { Ids } from '../../platform/ids.ts';
import type { ExtensionRegistry } from '../extensions/registry.ts';
import type { FunctionVersion } from '../interface.ts';
import type { Delivery, LinkListener, ReportedFailure } from '../link.ts';
import type { InstanceLog } from '../logs.ts';
import type { TelemetryHub } from '../telemetry/hub.ts';

/** The runtime's states, by the names that AWS's error messages use. */
export type RuntimeState =
  | 'Started'
  | 'InitError'
  | 'Ready'
  | 'Running'
  | 'InvocationResponse'
  | 'InvocationErrorResponse';

/** What the calls of one runtime share. */
export interface RuntimeSession {
  readonly listener: LinkListener;
  /** False: our own bootstrap gets the events; the API only answers those who look at it. */
  readonly isRuntime: boolean;
  readonly fn: FunctionVersion;
  readonly ids: Ids;
  readonly extensions: ExtensionRegistry;
  readonly log: InstanceLog;
  readonly telemetry: TelemetryHub;
  state: RuntimeState;
  /** An event for which no `next` has come yet. */
  waitingDelivery: Delivery | undefined;
  /** A `next` for which no event has come yet. */
  waitingNext: ServerResponse | undefined;
  /** The event that runs. */
  current: Delivery | undefined;
  /**
   * An error that was posted. The invocation ends with the runtime's next call or its exit, for
   * most runtimes exit after some errors, and another event must not reach them before that.
   */
  reported: ReportedFailure | undefined;
  /** A streamed answer was cut off. The same, but the exit of the runtime says more than this. */
  truncated?: ReportedFailure | undefined;
  now: () => number;
}

const MAY_BECOME: Record<RuntimeState, readonly RuntimeState[]> = {
  Started: ['Ready', 'InitError'],
  InitError: [],
  Ready: ['Running'],
  Running: ['InvocationResponse', 'InvocationErrorResponse'],
  InvocationResponse: ['Ready'],
  InvocationErrorResponse: ['Ready'],
};

/** @returns AWS's text of refusal, or undefined after the transition was made */
export function refuseTransition(session: RuntimeSession, to: RuntimeState): string | undefined {
  const from = session.state;
  if (session.isRuntime && MAY_BECOME[from].includes(to)) {
    session.state = to;
    return undefined;
  }
  return `State transition from ${from} to ${to} failed for runtime. Error: State transition is not allowed`;
}
