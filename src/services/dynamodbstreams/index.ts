import { defineService } from '../define-service.ts';
import { startTrimming } from './workers/trim-records.ts';

/** Amazon DynamoDB Streams: the changes of items, in order, for a day. */
export const dynamodbstreams = defineService({
  id: 'dynamodbstreams',
  operations: async () => (await import('./operations.ts')).operations,
  authorization: async () => (await import('./authorization.ts')).authorization,
  start(host) {
    const trimming = startTrimming(host);
    return { stop: trimming.stop };
  },
});
