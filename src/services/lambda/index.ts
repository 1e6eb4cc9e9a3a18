import { defineService } from '../define-service.ts';
import { startLambda } from './start.ts';

export const lambda = defineService({
  id: 'lambda',
  operations: async () => (await import('./operations.ts')).operations,
  authorization: async () => (await import('./authorization.ts')).authorization,
  start: startLambda,
});
