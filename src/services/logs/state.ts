import type { Context, ServiceHost } from '../context.ts';
import { serviceError } from '../define-service.ts';
import { Followers } from './followers.ts';
import { LIVE_TAIL_SESSIONS } from './limits.ts';

/** What the logs service holds in memory while a stack runs: nothing that a restart must keep. */
export class LogsState {
  readonly followers: Followers;
  readonly #sessions = new Map<AbortController, string>();

  constructor(host: ServiceHost) {
    this.followers = new Followers(host);
  }

  /**
   * Counts a Live Tail session in.
   * @returns aborted when the client has gone or the stack stops, and by the session itself at its end
   * @throws LimitExceededException
   */
  openSession(context: Context): AbortController {
    const { scope } = context.store;
    const open = [...this.#sessions.values()].filter((each) => each === scope).length;
    if (open >= LIVE_TAIL_SESSIONS) {
      throw serviceError(
        'logs',
        'LimitExceededException',
        'The limit of concurrent Live Tail sessions is reached.',
      );
    }
    const controller = new AbortController();
    this.#sessions.set(controller, scope);
    controller.signal.addEventListener('abort', () => this.#sessions.delete(controller), {
      once: true,
    });
    if (context.signal.aborted) controller.abort();
    context.signal.addEventListener('abort', () => controller.abort(), { once: true });
    return controller;
  }

  /** Ends every session. */
  close(): void {
    for (const controller of this.#sessions.keys()) controller.abort();
    this.followers.close();
  }
}
