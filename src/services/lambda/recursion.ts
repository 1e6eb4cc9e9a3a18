/** Endless chains of functions are stopped: https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html */
import type { Context } from '../context.ts';
import type { AsyncEvent } from './async-event.ts';
import { functions } from './store.ts';

/** How often each function of one account and region has run in the chain that led to an event. */
export type Lineage = Readonly<Record<string, number>>;

/** As on AWS: about so many runs of the same function in one chain. */
const RUNS_MAX = 16;

/** The lineage of what a run of `event` brings about. */
export function extendLineage({ name, lineage = {} }: AsyncEvent): Lineage {
  return { ...lineage, [name]: (lineage[name] ?? 0) + 1 };
}

/** Whether the next run of a function is one too many; a function may be allowed to run in circles. */
export async function isLoop(context: Context, lineage: Lineage, name: string): Promise<boolean> {
  if ((lineage[name] ?? 0) < RUNS_MAX) return false;
  const record = await context.store.get(functions, [name]);
  return record?.recursiveLoop !== 'Allow';
}
