import type { Operation } from '../define-service.ts';

/** Every operation that is built; loaded by the first request to this service. */
export const operations: readonly Operation[] = [];
