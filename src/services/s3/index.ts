import { defineService } from '../define-service.ts';

/** TODO: the name of the service, and what it is for, in one line. */
export const s3 = defineService({
  id: 's3',
  operations: async () => (await import('./operations.ts')).operations,
});
