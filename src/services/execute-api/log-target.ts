import type { LogEvent, LogStreamRef } from '../../engine/interface.ts';
import { createLogWriter, type LogWriter } from '../../lambda-runtime/log-writer.ts';
import { parseArn } from '../../platform/arn.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Context, ServiceHost } from '../context.ts';

/** One log stream, made known to CloudWatch Logs before its first line. */
export interface LogTarget {
  write(atEpochMs: number, messages: readonly string[]): void;
}

function createLogTarget(
  host: ServiceHost,
  writer: LogWriter,
  owner: { account: string; region: string },
  group: string,
): LogTarget {
  let ref: LogStreamRef | undefined;
  /** Written before the stream was known: CloudWatch Logs looks for lines in the streams that it knows. */
  let waiting: LogEvent[] | undefined;
  const open = async (): Promise<void> => {
    const context = host.context(owner);
    const stream = host.ids.hex(32);
    try {
      await announce(context, group, stream);
    } catch (error) {
      host.log.error(`The log stream of ${group} could not be created`, {
        code: 'ERR_UNEXPECTED',
        error,
      });
    }
    ref = { scope: context.store.scope, group, stream };
    for (const event of waiting ?? []) writer.append(ref, event);
    waiting = undefined;
  };
  return {
    write(atEpochMs, messages) {
      const events = messages.map((message) => ({ atEpochMs, message }));
      if (ref) {
        for (const event of events) writer.append(ref, event);
        return;
      }
      if (!waiting) {
        waiting = [];
        void open();
      }
      waiting.push(...events);
    },
  };
}

async function announce(context: Context, group: string, stream: string): Promise<void> {
  await tolerateExisting(context.call('logs', 'CreateLogGroup', { logGroupName: group }));
  await tolerateExisting(
    context.call('logs', 'CreateLogStream', { logGroupName: group, logStreamName: stream }),
  );
}

async function tolerateExisting(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof AwsError && error.code === 'ResourceAlreadyExistsException'))
      throw error;
  }
}

export type LogTargets = (owner: { account: string; region: string }, group: string) => LogTarget;

/** Log targets of one stack, by group; they share one writer. */
export function createLogTargets(host: ServiceHost): LogTargets {
  const writer = createLogWriter({ logs: host.engine.logs, clock: host.clock, log: host.log });
  const targets = new Map<string, LogTarget>();
  return (owner, group) => {
    const key = `${owner.account}/${owner.region}/${group}`;
    const existing = targets.get(key);
    if (existing) return existing;
    const made = createLogTarget(host, writer, owner, group);
    targets.set(key, made);
    return made;
  };
}

/** The log group of `arn:aws:logs:…:log-group:<name>[:*]`; undefined for any other ARN. */
export function logGroupOf(arn: string | undefined): string | undefined {
  const parsed = arn === undefined ? undefined : parseArn(arn);
  if (parsed?.service !== 'logs') return undefined;
  return /^log-group:(.+?)(?::\*)?$/.exec(parsed.resource)?.[1];
}
