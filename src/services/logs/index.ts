import { defineService } from '../define-service.ts';
import { LogsState } from './state.ts';
import { startExpiry } from './workers/expire-events.ts';

/** Amazon CloudWatch Logs. */
export const logs = defineService({
  id: 'logs',
  operations: async () => (await import('./operations.ts')).operations,
  authorization: async () => (await import('./authorization.ts')).authorization,
  start(host) {
    const state = new LogsState(host);
    const expiry = startExpiry(host);
    return {
      state,
      async reset() {
        state.close();
      },
      drain() {
        state.close();
      },
      async stop() {
        state.close();
        await expiry.stop();
      },
    };
  },
});
