import type { SandboxBinding, SandboxLimits, SandboxSpec } from '../driver.ts';
import { mapPaths } from './paths.ts';
import { networkFiles } from './system-files.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const PROCESSES = 1024;
/** "At 1,769 MB, a function has the equivalent of one vCPU": https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
const VCPU_MEMORY_MB = 1769;
/** CGROUP_PERIOD_USEC of native/sandbox/cgroup.h. Short, so that a small function's pauses are short too. */
const PERIOD_USEC = 20_000;
/** The kernel refuses less than a millisecond. */
const LEAST_QUOTA_USEC = 1000;

/** Always AWS's, whatever an interpreter is told. */
const PLACES = { LAMBDA_TASK_ROOT: '/var/task', LAMBDA_RUNTIME_DIR: '/var/runtime' };

/** CPU time in each period that goes with this memory; more than one period's is more than one CPU. */
export function cpuQuotaUsec(memoryMb: number): number {
  return Math.max(LEAST_QUOTA_USEC, Math.round((memoryMb / VCPU_MEMORY_MB) * PERIOD_USEC));
}

/**
 * The order for a new sandbox.
 * @param context.tmp names its /tmp: the same number finds the same files again
 * @param context.system what `systemFiles` gave
 */
export function launchWords(
  spec: SandboxSpec,
  context: {
    tmp: number;
    system: readonly string[];
    hostname: string;
    awsAddress: string | undefined;
  },
): string[] {
  const { folders, translate } = mapPaths(spec);
  return [
    ...context.system,
    ...networkFiles(spec.ports !== undefined, context),
    ...folders.flatMap(([outside, inside]) => ['b', outside, inside]),
    ...spec.command.flatMap((word) => ['a', translate(word)]),
    ...environmentWords(spec, translate),
    ...['c', spec.taskDir === undefined ? '/' : '/var/task'],
    ...(spec.channel ? ['h', '1'] : []),
    ...(spec.events ? ['r', spec.events.path] : []),
    ...(spec.ports ? ['n', '1'] : []),
    ...[...(spec.ports?.keys() ?? [])].flatMap((port) => ['p', String(port)]),
    ...limitWords(spec.limits, context.tmp),
  ];
}

function environmentWords(spec: SandboxSpec, translate: (text: string) => string): string[] {
  const inside = Object.entries(spec.environment).map(([name, value]) => [name, translate(value)]);
  const variables = { ...Object.fromEntries(inside), ...PLACES } as Record<string, string>;
  return Object.entries(variables).flatMap(([name, value]) => ['e', `${name}=${value}`]);
}

/** The order that makes a sandbox without code somebody's. */
export function bindingWords(binding: SandboxBinding, tmp: number): string[] {
  return [
    ...['b', binding.taskDir, '/var/task'],
    ...(binding.optDir === undefined ? [] : ['b', binding.optDir, '/opt']),
    ...limitWords(binding.limits, tmp),
  ];
}

/** CPU time is unlimited until INIT is over. */
function limitWords(limits: SandboxLimits, tmp: number): string[] {
  const { memoryMb, tmpMb, openFiles } = limits;
  return [
    ...['t', String(tmp), String(tmpMb)],
    ...['m', String(memoryMb)],
    ...['o', String(openFiles)],
    ...['u', String(PROCESSES)],
    ...['q', '0'],
  ];
}
