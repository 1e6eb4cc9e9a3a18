import { defineService } from '../define-service.ts';

/** TODO: the name of the service, and what it is for, in one line. */
export const dynamodbstreams = defineService({
  id: 'dynamodbstreams',
  operations: async () => (await import('./operations.ts')).operations,
});
