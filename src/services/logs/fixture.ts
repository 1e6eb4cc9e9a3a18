import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { createStack, type Stack } from '../../stack/create-stack.ts';

/** For tests: a stack of its own, the real SDK client, and a clock that stands still. */
export interface LogsFixture extends AsyncDisposable {
  stack: Stack;
  logs: CloudWatchLogs;
  /** The stack's time. */
  now(): number;
  /** Creates a group and its streams. */
  createStreams(group: string, ...streams: string[]): Promise<void>;
  /** Puts messages whose times are given relative to now. */
  put(group: string, stream: string, ...events: [atMs: number, message: string][]): Promise<void>;
}

export const START_EPOCH_MS = Date.UTC(2026, 0, 15, 12);

export async function startLogs(options: { frozenClock?: boolean } = {}): Promise<LogsFixture> {
  const stack = await createStack({
    startEpochMs: START_EPOCH_MS,
    frozenClock: options.frozenClock ?? true,
  });
  const logs = stack.client(CloudWatchLogs, {
    maxAttempts: 1,
    disableHostPrefix: true, // StartLiveTail would go to stream-localhost, which has no address
  });
  return {
    stack,
    logs,
    now: stack.clock.now,
    async createStreams(group, ...streams) {
      await logs.createLogGroup({ logGroupName: group });
      for (const stream of streams)
        await logs.createLogStream({ logGroupName: group, logStreamName: stream });
    },
    async put(group, stream, ...events) {
      await logs.putLogEvents({
        logGroupName: group,
        logStreamName: stream,
        logEvents: events.map(([atMs, message]) => ({
          timestamp: stack.clock.now() + atMs,
          message,
        })),
      });
    },
    async [Symbol.asyncDispose]() {
      logs.destroy();
      await stack.stop();
    },
  };
}

/** What AWS clients see of an error. */
export function awsError(code: string, message: string | RegExp): object {
  return { name: code, message: message instanceof RegExp ? expectMatching(message) : message };
}

function expectMatching(pattern: RegExp): object {
  return { asymmetricMatch: (text: string) => pattern.test(text), toString: () => String(pattern) };
}
