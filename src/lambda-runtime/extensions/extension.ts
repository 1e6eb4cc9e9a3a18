import { mayBecome, type ExtensionState } from './states.ts';

export type ExtensionEventType = 'INVOKE' | 'SHUTDOWN';

/** What Next answers: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html#extensions-registration-api-b */
export type ExtensionEvent =
  | {
      eventType: 'INVOKE';
      deadlineMs: number;
      requestId: string;
      invokedFunctionArn: string;
      tracing: { type: 'X-Amzn-Trace-Id'; value: string };
    }
  | { eventType: 'SHUTDOWN'; deadlineMs: number; shutdownReason: ShutdownReason };

/** Why an execution environment ends. */
export type ShutdownReason = 'spindown' | 'timeout' | 'failure';

/** One extension of one execution environment. */
export class Extension {
  /** `Lambda-Extension-Identifier`, a UUID. */
  readonly id: string;
  readonly name: string;
  /** Lives in the runtime's process. */
  readonly isInternal: boolean;
  state: ExtensionState = 'Started';
  events: readonly ExtensionEventType[] = [];
  /** What it reported, or why it could not be launched. */
  errorType: string | undefined;
  /** A Next that blocks. */
  #waiting: ((event: ExtensionEvent) => void) | undefined;
  /** An event for which no Next has come yet. */
  #pending: ExtensionEvent | undefined;

  constructor(id: string, name: string, isInternal: boolean) {
    this.id = id;
    this.name = name;
    this.isInternal = isInternal;
  }

  /** Makes the step if the table has it. @returns whether it was made */
  become(state: ExtensionState): boolean {
    if (!mayBecome(this.state, state)) return false;
    this.state = state;
    return true;
  }

  /** It has called Next; `answer` is called once, with the next event. */
  wait(answer: (event: ExtensionEvent) => void): void {
    this.#waiting = answer;
    this.#handOver();
  }

  send(event: ExtensionEvent): void {
    this.#pending = event;
    this.#handOver();
  }

  #handOver(): void {
    const event = this.#pending;
    const answer = this.#waiting;
    if (!event || !answer) return;
    this.#pending = undefined;
    this.#waiting = undefined;
    this.become('Running');
    answer(event);
  }
}
