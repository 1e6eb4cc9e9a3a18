import type { ServiceDefinition } from './define-service.ts';

/** Every service that Brume runs, in order of starting. A service not listed here answers 501. */
export const services: readonly ServiceDefinition[] = [];
