import type { SandboxDescription } from '../driver.ts';

/** What the namespaces driver holds user code to, for `brume doctor`, the start screen and the README. */
export function describeNamespaces(
  mode: 'root' | 'user',
  controllers: ReadonlySet<string>,
  { egress, awsProblem }: { egress: boolean; awsProblem: string | undefined },
): SandboxDescription {
  const enforced = [
    'read-only code at /var/task',
    'a /tmp of its own and its size',
    'hidden files, processes and environment of this machine',
    '1024 open files',
    'no core dumps',
    'no capabilities, no new privileges, a filter of system calls',
    'the end of all its processes with it, and with Brume',
    'the timeout',
    'one request at a time',
  ];
  const notEnforced: string[] = [];
  const hold = (words: string, holds: boolean): void =>
    void (holds ? enforced : notEnforced).push(words);
  hold('memory', controllers.has('memory'));
  hold('CPU share by memory', controllers.has('cpu'));
  // Without the controller the kernel counts by user, and each sandbox is a user of its own.
  hold('1024 processes', true);
  hold('frozen between invocations', true);
  hold('a user of its own for each instance', mode === 'root');
  if (awsProblem === undefined) enforced.push("AWS's names lead to Brume");
  else notEnforced.push(`AWS's names lead to Brume (${awsProblem})`);
  if (egress) notEnforced.push("a network of its own (egress is on: this machine's is shared)");
  else enforced.push('a network of its own, in which there is only Brume (egress is off)');
  return { enforced, notEnforced };
}
