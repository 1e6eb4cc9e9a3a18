/** The life of one extension, by the names that AWS's logs and error messages use. */
export type ExtensionState =
  | 'Started'
  | 'Registered'
  | 'Ready'
  | 'Running'
  | 'InitError'
  | 'ExitError'
  | 'LaunchError'
  | 'ShutdownFailed'
  | 'Exited';

/**
 * `Started`     launched (external) or about to register (internal)
 * `Registered`  known to the platform, initialising
 * `Ready`       blocks in Next
 * `Running`     works on an event
 * The rest are ends. An error that is reported twice is accepted; the first one counts.
 */
const TRANSITIONS: Record<ExtensionState, readonly ExtensionState[]> = {
  Started: ['Registered', 'LaunchError', 'Exited'],
  Registered: ['Ready', 'InitError', 'ExitError', 'Exited', 'ShutdownFailed'],
  Ready: ['Running', 'ExitError', 'Exited', 'ShutdownFailed'],
  Running: ['Ready', 'ExitError', 'Exited', 'ShutdownFailed'],
  InitError: ['InitError'],
  ExitError: ['ExitError'],
  LaunchError: [],
  ShutdownFailed: [],
  Exited: [],
};

export function mayBecome(from: ExtensionState, to: ExtensionState): boolean {
  return TRANSITIONS[from].includes(to);
}

/** @returns AWS's words for a step that the table does not have */
export function transitionRefusal(from: ExtensionState, to: ExtensionState, who: string): string {
  return `State transition from ${from} to ${to} failed for extension ${who}. Error: State transition is not allowed`;
}
