import type { LinkListener } from './link.ts';

/** Keeps what comes before its time: a fast runtime asks for events before its launch is known to be over. */
export interface ListenerGate {
  listener: LinkListener;
  /** Passes on what was kept, and all that comes. */
  open(): void;
}

export function createListenerGate(to: LinkListener): ListenerGate {
  let kept: (() => void)[] | undefined = [];
  const pass = (call: () => void): void => {
    if (kept) kept.push(call);
    else call();
  };
  return {
    listener: {
      onReady: () => pass(() => to.onReady()),
      onInitFailed: (failure) => pass(() => to.onInitFailed(failure)),
      onLog: (text) => pass(() => to.onLog(text)),
      onResponse: (payload) => pass(() => to.onResponse(payload)),
      onFailure: (failure) => pass(() => to.onFailure(failure)),
      onFatal: (failure, exitStatus) => pass(() => to.onFatal(failure, exitStatus)),
      onBroken: (reason) => pass(() => to.onBroken(reason)),
    },
    open() {
      const calls = kept ?? [];
      kept = undefined;
      for (const call of calls) call();
    },
  };
}
