import { BrumeError } from '../../platform/errors.ts';
import { request } from '../call-api.ts';
import type { Call } from '../command.ts';
import { billedMs } from './billed-duration.ts';
import { type SizeFigures, toFigures } from './power-tuning.ts';
import type { SizedVersion } from './sized-versions.ts';

export interface Plan {
  name: string;
  /** JSON. */
  payload: string;
  invocations: number;
  /** All at the same time, not one after the other. */
  parallel: boolean;
  signal: AbortSignal;
}

/**
 * Invokes one version as often as planned and reads off its log what was billed.
 * @throws BrumeError ERR_TUNE when an invocation fails or tells no duration; ERR_AWS
 */
export async function measure(call: Call, plan: Plan, sized: SizedVersion): Promise<SizeFigures> {
  const { invocations, parallel } = plan;
  const durations: number[] = [];
  const one = async (): Promise<void> => void durations.push(await invoke(call, plan, sized));
  if (parallel) await Promise.all(Array.from({ length: invocations }, one));
  else for (let n = 0; n < invocations; n++) await one();
  return toFigures(sized.memoryMb, durations, sized.architecture);
}

async function invoke(
  call: Call,
  { name, payload, signal }: Plan,
  { version, memoryMb }: SizedVersion,
): Promise<number> {
  const path = `/2015-03-31/functions/${encodeURIComponent(name)}/invocations?Qualifier=${version}`;
  const response = await request(call, path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-amz-log-type': 'Tail' },
    body: payload,
    signal,
  });
  const answer = await response.text();
  if (response.headers.has('x-amz-function-error'))
    throw new BrumeError('ERR_TUNE', `With ${memoryMb} MB the function failed: ${answer}`, {
      hint: 'Give it a payload that it can work with, or leave this size out.',
    });
  const log = Buffer.from(response.headers.get('x-amz-log-result') ?? '', 'base64').toString();
  const ms = billedMs(log);
  if (ms === undefined)
    throw new BrumeError('ERR_TUNE', 'The log of an invocation has no report to read.', {
      hint: 'A function with JSON logs reports only with the system log level INFO or DEBUG.',
    });
  return ms;
}
