import type { Context } from '../../context.ts';
import { operation, serviceError } from '../../define-service.ts';
import { compilePattern } from '../compile-pattern.ts';
import { invalidParameter } from '../errors.ts';
import { CHEAPER_CLASSES } from '../group-filters.ts';
import { liveTail } from '../live-tail.ts';
import { getGroup, parseGroupIdentifier } from '../log-group.ts';
import type { LogsState } from '../state.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartLiveTail.html */
export const startLiveTail = operation('logs', 'StartLiveTail', async (input, context) => {
  const { logStreamNames: names, logStreamNamePrefixes: prefixes, logEventFilterPattern } = input;
  const identifiers = input.logGroupIdentifiers ?? [];
  if (names && prefixes) {
    throw invalidParameter('Cannot specify both logStreamNames and logStreamNamePrefixes.');
  }
  if ((names || prefixes) && identifiers.length > 1) {
    throw invalidParameter(
      'Log streams can be chosen only when the session has a single log group.',
    );
  }
  const groups = await readGroups(identifiers, context);
  const pattern = compilePattern(logEventFilterPattern);
  const start = {
    requestId: context.requestId,
    sessionId: context.ids.uuid(),
    logGroupIdentifiers: identifiers,
    logStreamNames: names ?? [],
    logStreamNamePrefixes: prefixes ?? [],
    logEventFilterPattern: logEventFilterPattern ?? '',
  };
  const wants = (group: string, stream: string): boolean =>
    groups.has(group) &&
    (!names || names.includes(stream)) &&
    (!prefixes || prefixes.some((prefix) => stream.startsWith(prefix)));
  const session = context.state<LogsState>('logs').openSession(context);
  return { responseStream: liveTail(context, { start, pattern, wants, session }) };
});

async function readGroups(identifiers: readonly string[], context: Context): Promise<Set<string>> {
  const groups = new Set<string>();
  for (const identifier of identifiers) {
    if (!identifier.startsWith('arn:'))
      throw invalidParameter(`Invalid log group ARN: ${identifier}`);
    const group = await getGroup(context, parseGroupIdentifier(identifier, context));
    if (CHEAPER_CLASSES.has(group.logClass)) {
      throw serviceError(
        'logs',
        'InvalidOperationException',
        `Live Tail is not supported for log groups of class ${group.logClass}.`,
      );
    }
    groups.add(group.name);
  }
  return groups;
}
