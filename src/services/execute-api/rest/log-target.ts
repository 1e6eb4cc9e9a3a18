import type { LogStreamRef } from '../../../engine/interface.ts';
import type { LogWriter } from '../../../lambda-runtime/log-writer.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import type { Context, ServiceHost } from '../../context.ts';

/** One log stream, made known to CloudWatch Logs before its first line. */
export interface LogTarget {
  write(atEpochMs: number, messages: readonly string[]): void;
}

export function createLogTarget(
  host: ServiceHost,
  writer: LogWriter,
  owner: { account: string; region: string },
  group: string,
): LogTarget {
  let ref: LogStreamRef | undefined;
  const open = (): LogStreamRef => {
    const context = host.context(owner);
    const stream = host.ids.hex(32);
    announce(context, group, stream);
    return { scope: context.store.scope, group, stream };
  };
  return {
    write(atEpochMs, messages) {
      ref ??= open();
      for (const message of messages) writer.append(ref, { atEpochMs, message });
    },
  };
}

/** In the background: the lines themselves do not wait for it. */
function announce(context: Context, group: string, stream: string): void {
  const announced = async (): Promise<void> => {
    await tolerateExisting(context.call('logs', 'CreateLogGroup', { logGroupName: group }));
    await tolerateExisting(
      context.call('logs', 'CreateLogStream', { logGroupName: group, logStreamName: stream }),
    );
  };
  announced().catch((error: unknown) =>
    context.log.error(`The log stream ${group} could not be created`, {
      code: 'ERR_UNEXPECTED',
      error,
    }),
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
