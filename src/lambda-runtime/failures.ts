/** The errors that the platform itself reports, in AWS's words (facts: recorded from the service). */
import type { ReportedFailure } from './link.ts';
import type { SandboxExit } from './sandbox/driver.ts';

/** Six MiB and what surrounds it: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const LONGEST_RESPONSE_BYTES = 6291556;

/** @param requestId left out of the text when the failure came before any request */
export function makePlatformFailure(
  errorType: string,
  requestId: string | undefined,
  message: string,
): ReportedFailure {
  const prefix = requestId === undefined ? '' : `RequestId: ${requestId} `;
  return {
    errorType,
    payload: Buffer.from(JSON.stringify({ errorType, errorMessage: `${prefix}Error: ${message}` })),
  };
}

export function makeTooLargeFailure(limitBytes = LONGEST_RESPONSE_BYTES): ReportedFailure {
  const errorType = 'Function.ResponseSizeTooLarge';
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${limitBytes} bytes).`;
  return { errorType, payload: Buffer.from(JSON.stringify({ errorMessage, errorType })) };
}

export function makeTimeoutFailure(requestId: string, timeoutMs: number): ReportedFailure {
  return makePlatformFailure('Sandbox.Timedout', requestId, timeoutText(timeoutMs));
}

/** `Task timed out after 3.00 seconds` */
export function timeoutText(timeoutMs: number): string {
  return `Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`;
}

/** `Runtime exited with error: exit status 127` */
export function exitText(exit: SandboxExit): string {
  const words = exitWords(exit);
  return words === undefined
    ? 'Runtime exited without providing a reason'
    : `Runtime exited with error: ${words}`;
}

/**
 * What the end of a runtime that nobody asked for means.
 * @param reported what an extension inside of it said before: `Extension.InitError`
 */
export function runtimeExitFailure(
  exit: SandboxExit,
  launchError: Error | undefined,
  reported: string | undefined,
): { errorType: string; text: string } {
  if (exit.outOfMemory) return { errorType: 'Runtime.OutOfMemory', text: exitText(exit) };
  return launchError
    ? { errorType: 'Runtime.InvalidEntrypoint', text: launchError.message }
    : { errorType: reported ?? 'Runtime.ExitError', text: exitText(exit) };
}

/** What the platform says of an extension that ended by itself: `exit status 1`, `exit code 0`. */
export function extensionExitText(exit: SandboxExit): string {
  return exitWords(exit) ?? 'exit code 0';
}

/** @returns undefined for an orderly end */
function exitWords(exit: SandboxExit): string | undefined {
  if (exit.signal) return `signal: ${SIGNAL_WORDS[exit.signal] ?? exit.signal}`;
  return exit.code === 0 || exit.code === null ? undefined : `exit status ${exit.code}`;
}

/** Signals as Go's os package prints them, which AWS's platform passes on. */
const SIGNAL_WORDS: Partial<Record<NodeJS.Signals, string>> = {
  SIGABRT: 'aborted',
  SIGBUS: 'bus error',
  SIGFPE: 'floating point exception',
  SIGHUP: 'hangup',
  SIGILL: 'illegal instruction',
  SIGINT: 'interrupt',
  SIGKILL: 'killed',
  SIGPIPE: 'broken pipe',
  SIGQUIT: 'quit',
  SIGSEGV: 'segmentation fault',
  SIGTERM: 'terminated',
  SIGTRAP: 'trace/breakpoint trap',
  SIGXCPU: 'CPU time limit exceeded',
};
