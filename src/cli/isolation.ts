import { describeSandbox, type SandboxKind } from '../lambda-runtime/sandbox/select.ts';

/** Which sandbox functions get on this machine, and what it holds them to. */
export interface Isolation {
  driver: string;
  enforced: readonly string[];
  notEnforced: readonly string[];
  /** Why it is not the stronger driver, or why there is none. */
  whyNot?: string;
}

/** Tries it out, which takes some milliseconds; never rejects. */
export function describeIsolation(kind: SandboxKind = 'auto', egress = true): Promise<Isolation> {
  return describeSandbox(kind, egress).catch((error: unknown) => ({
    driver: 'none',
    enforced: [],
    notEnforced: [],
    whyNot: error instanceof Error ? error.message : String(error),
  }));
}

/** One line for the start screen. */
export function isolationLine({ driver, notEnforced, whyNot }: Isolation): string {
  if (driver === 'none') return `cannot run: ${whyNot}`;
  const lacks = notEnforced.length > 0 ? `; not enforced: ${notEnforced.join(', ')}` : '';
  if (driver === 'namespaces') return `sandboxed by namespaces${lacks}`;
  return `plain processes: run only code you trust (brume doctor says more)`;
}
