import type { SandboxDescription } from '../driver.ts';
import { findSandboxTools, type SandboxTools } from './tools.ts';

/** What the process driver holds user code to on this machine, for `brume doctor` and the README. */
export function describeProcessDriver(
  tools: SandboxTools = findSandboxTools(),
): SandboxDescription {
  const { shell, setpriv } = tools;
  const enforced = [
    'one process group per instance, killed as a whole',
    'a clean environment',
    'a scratch folder per instance (TMPDIR)',
    'one request at a time',
    'the timeout',
    'the V8 heap of Node.js functions',
  ];
  const notEnforced = [
    'memory outside the V8 heap',
    'CPU share',
    'read-only code at /var/task',
    'a /tmp of its own and its size',
    'hidden files and processes of this machine',
    'the limit of 1024 processes (one that leaves its group survives)',
    'a network of its own',
    "AWS's names lead to Brume (SDKs find it by AWS_ENDPOINT_URL)",
  ];
  (process.platform === 'win32' ? notEnforced : enforced).push(
    'a standstill between invocations (SIGSTOP)',
  );
  (shell ? enforced : notEnforced).push('1024 open files', 'no core dumps');
  (setpriv ? enforced : notEnforced).push(
    'no new privileges',
    'the end with Brume, even in a loop',
  );
  return { enforced, notEnforced };
}
