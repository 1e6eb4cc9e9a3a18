import { defineService } from '../define-service.ts';
import { DynamodbState } from './state.ts';
import { startExpiry } from './workers/expire-items.ts';

/** Amazon DynamoDB: tables, items, indexes, transactions. Streams are read through the service dynamodbstreams. */
export const dynamodb = defineService({
  id: 'dynamodb',
  operations: async () => (await import('./operations.ts')).operations,
  authorization: async () => (await import('./authorization.ts')).authorization,
  start(host) {
    const state = new DynamodbState(host);
    const expiry = startExpiry(host);
    return {
      state,
      ready() {
        state.jobs.resume();
      },
      async reset() {
        state.clear();
      },
      async stop() {
        await expiry.stop();
        await state.jobs.stop();
      },
    };
  },
});
