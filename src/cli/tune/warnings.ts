import { availableParallelism } from 'node:os';
import { parseSandbox } from '../../lambda-runtime/sandbox/select.ts';
import type { Call } from '../command.ts';
import { describeIsolation } from '../isolation.ts';
import { vcpus } from './report.ts';

/** What makes figures of this machine misleading. It is taken for the one that Brume runs on. */
export async function warnings(
  call: Call,
  plan: { sizes: readonly number[]; invocations: number; parallel: boolean },
): Promise<string[]> {
  const found: string[] = [];
  const { BRUME_SANDBOX: kind } = call.env;
  const { enforced } = await describeIsolation(kind === undefined ? 'auto' : parseSandbox(kind));
  if (!enforced.includes('CPU share by memory'))
    found.push(
      'functions have the whole processor here, whatever their memory, so all sizes are equally fast (brume doctor says why).',
    );
  const processors = availableParallelism();
  const most = Math.max(...plan.sizes);
  const wanted = vcpus(most) * (plan.parallel ? plan.invocations : 1);
  if (wanted > processors)
    found.push(
      `${plan.parallel ? `${plan.invocations} times ` : ''}${most} MB have ${wanted.toFixed(1)} processors on AWS and ${processors} here, so durations may be longer here.`,
    );
  return found;
}
