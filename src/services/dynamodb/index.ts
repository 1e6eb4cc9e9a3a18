import { defineService } from '../define-service.ts';

/** TODO: the name of the service, and what it is for, in one line. */
export const dynamodb = defineService({
  id: 'dynamodb',
  operations: async () => (await import('./operations.ts')).operations,
});
