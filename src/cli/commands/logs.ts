import { BrumeError } from '../../platform/errors.ts';
import { parseDurationMs } from '../../platform/duration.ts';
import { delay } from '../../platform/real-time.ts';
import { callLogs } from '../call-api.ts';
import { type Call, type Command, text } from '../command.ts';
import { paint } from '../output/output.ts';
import { ask, endpointOptions } from '../running.ts';

interface FilteredEvent {
  eventId: string;
  timestamp: number;
  message: string;
  logStreamName: string;
}

interface Page {
  events?: FilteredEvent[];
  nextToken?: string;
}

/** How often `--follow` asks for more. */
const FOLLOW_EVERY_MS = 250;
/** Events may be stored a little after their time; look back this far and drop what was shown. */
const OVERLAP_MS = 5_000;

export const logs: Command = {
  summary: 'Shows the logs of a function, or of every function.',
  usage: 'brume logs [FUNCTION] [-f] [--since 5m] [--filter PATTERN]',
  options: {
    ...endpointOptions,
    follow: { type: 'boolean', short: 'f', help: 'Go on with new lines.' },
    since: { type: 'string', value: 'TIME', help: 'How far back: 30s, 5m, 2h (default 10m).' },
    filter: { type: 'string', value: 'PATTERN', help: 'CloudWatch Logs filter pattern.' },
  },
  positionals: [0, 1],
  async run(call) {
    const since = text(call, 'since') ?? '10m';
    const sinceMs = parseDurationMs(since);
    if (sinceMs === undefined)
      throw new BrumeError('ERR_USAGE', `"${since}" is not a time.`, {
        hint: 'For example --since 5m.',
      });
    const { now } = await ask<{ now: string }>(call, 'GET', '/_brume/clock');
    const shown = new Set<string>();
    let from = Date.parse(now) - sinceMs;
    do {
      const groups = await groupsOf(call);
      const latest = await show(call, groups, from, shown);
      from = Math.max(from, latest - OVERLAP_MS);
      if (call.flags['follow']) await delay(FOLLOW_EVERY_MS);
    } while (call.flags['follow']);
  },
};

async function groupsOf(call: Call): Promise<string[]> {
  const [name] = call.words;
  if (name) return [name.startsWith('/') ? name : `/aws/lambda/${name}`];
  const page = await callLogs<{ logGroups?: { logGroupName: string }[] }>(
    call,
    'DescribeLogGroups',
    {
      logGroupNamePrefix: '/aws/lambda/',
    },
  );
  return (page.logGroups ?? []).map((group) => group.logGroupName);
}

/** @returns the time of the last event shown */
async function show(
  call: Call,
  groups: readonly string[],
  from: number,
  shown: Set<string>,
): Promise<number> {
  const filterPattern = text(call, 'filter');
  const events: (FilteredEvent & { group: string })[] = [];
  for (const group of groups) {
    let nextToken: string | undefined;
    do {
      const page: Page = await callLogs<Page>(call, 'FilterLogEvents', {
        logGroupName: group,
        startTime: from,
        interleaved: true,
        ...(filterPattern && { filterPattern }),
        ...(nextToken && { nextToken }),
      });
      events.push(...(page.events ?? []).map((event) => ({ ...event, group })));
      nextToken = page.nextToken;
    } while (nextToken);
  }
  events.sort((a, b) => a.timestamp - b.timestamp);
  for (const event of events) {
    if (shown.has(event.eventId)) continue;
    shown.add(event.eventId);
    const time = new Date(event.timestamp).toISOString().slice(11, 23);
    const name =
      groups.length > 1 ? `${paint('cyan', event.group.replace('/aws/lambda/', ''))} ` : '';
    call.output.record(event, `${paint('dim', time)} ${name}${event.message.trimEnd()}`);
  }
  return events.at(-1)?.timestamp ?? from;
}
