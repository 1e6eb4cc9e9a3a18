import { defineService } from '../define-service.ts';

/** AWS Security Token Service: who is calling, and credentials for a while. */
export const sts = defineService({
  id: 'sts',
  operations: async () => (await import('./operations.ts')).operations,
  authorization: async () => (await import('./authorization.ts')).authorization,
});
