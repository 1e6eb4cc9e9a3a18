import type { Instance } from './instance.ts';
import type { FunctionVersion } from './interface.ts';
import type { Invocation } from './invocation.ts';
import type { SlotDependencies } from './process-slot.ts';

export interface InstanceDependencies extends SlotDependencies {
  onLogStream: ((fn: FunctionVersion, group: string, stream: string) => void) | undefined;
}

/** Told when an instance can take the next invocation, or never again. */
export interface InstanceOwner {
  onFree(instance: Instance): void;
  onDead(instance: Instance): void;
  /** An answer came. @param handlerUs as of `LinkListener.onResponse` */
  onAnswer(instance: Instance, handlerUs: number | undefined): void;
  /** These were waiting inside an instance and no handler has seen them: they go elsewhere. */
  onUnread(invocations: readonly Invocation[]): void;
}
