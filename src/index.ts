export { createStack, type Stack } from './stack/create-stack.ts';
export type { StackOptions } from './stack/options.ts';
export type { Clock, Timer } from './platform/clock.ts';
export { BrumeError } from './platform/errors.ts';
