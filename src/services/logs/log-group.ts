import { formatArn, parseArn } from '../../platform/arn.ts';
import type { Context } from '../context.ts';
import { groupNotFound, invalidParameter } from './errors.ts';
import { DAY_MS } from './limits.ts';
import { groups, type LogGroup } from './store.ts';

type Place = Pick<Context, 'account' | 'region'>;

/** `arn:aws:logs:<region>:<account>:log-group:<name>`; the older form of it ends in `:*`. */
export function groupArn(place: Place, name: string): string {
  return formatArn({
    service: 'logs',
    region: place.region,
    account: place.account,
    resource: `log-group:${name}`,
  });
}

export function streamArn(place: Place, group: string, stream: string): string {
  return `${groupArn(place, group)}:log-stream:${stream}`;
}

/**
 * The group's name in a name or an ARN, with or without `:*`.
 * @throws ResourceNotFoundException for an ARN of another account or region: linked accounts do not exist here
 */
export function parseGroupIdentifier(identifier: string, place: Place): string {
  if (!identifier.startsWith('arn:')) return identifier;
  const arn = parseArn(identifier);
  const name = arn && /^log-group:([^:*]+)(:\*)?$/.exec(arn.resource)?.[1];
  if (arn?.service !== 'logs' || name === undefined) {
    throw invalidParameter(`Invalid log group identifier: ${identifier}`);
  }
  if (arn.account !== place.account || arn.region !== place.region) throw groupNotFound();
  return name;
}

/** The name of the group that an operation addresses by `logGroupName` or `logGroupIdentifier`, of which one must be given. */
export function addressedGroup(
  input: { logGroupName?: string | undefined; logGroupIdentifier?: string | undefined },
  place: Place,
): string {
  const { logGroupName, logGroupIdentifier } = input;
  if (logGroupName !== undefined && logGroupIdentifier !== undefined) {
    throw invalidParameter('LogGroup name and LogGroup ARN are mutually exclusive parameters.');
  }
  if (logGroupName !== undefined) return logGroupName;
  if (logGroupIdentifier !== undefined) return parseGroupIdentifier(logGroupIdentifier, place);
  throw invalidParameter('Either logGroupName or logGroupIdentifier must be specified.');
}

/** @throws ResourceNotFoundException */
export async function getGroup(context: Context, name: string): Promise<LogGroup> {
  const group = await context.store.get(groups, [name]);
  if (!group) throw groupNotFound();
  return group;
}

/** Changes one group in one commit. @throws ResourceNotFoundException */
export async function updateGroup(
  context: Context,
  name: string,
  change: (group: LogGroup) => LogGroup,
): Promise<void> {
  await context.store.transact([[groups, [name]]], async (tx) => {
    const group = await tx.get(groups, [name]);
    if (!group) throw groupNotFound();
    tx.put(groups, [name], change(group));
  });
}

/** Events before this instant have expired and are never shown; 0 when nothing expires. */
export function expiredBefore(group: Pick<LogGroup, 'retentionDays'>, nowEpochMs: number): number {
  return group.retentionDays === undefined ? 0 : nowEpochMs - group.retentionDays * DAY_MS;
}
