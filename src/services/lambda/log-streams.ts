import type { FunctionVersion } from '../../lambda-runtime/interface.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Context, ServiceHost } from '../context.ts';

/**
 * Makes the log group and stream of a new instance known to CloudWatch Logs, in the background: the
 * lines themselves do not wait for it.
 */
export function announceLogStream(
  host: ServiceHost,
  fn: FunctionVersion,
  group: string,
  stream: string,
): void {
  const context = host.context({ account: fn.account, region: fn.region });
  const announced = async (): Promise<void> => {
    await tolerateExisting(context.call('logs', 'CreateLogGroup', { logGroupName: group }));
    await tolerateExisting(
      context.call('logs', 'CreateLogStream', { logGroupName: group, logStreamName: stream }),
    );
  };
  announced().catch((error: unknown) => report(context, fn, error));
}

async function tolerateExisting(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof AwsError && error.code === 'ResourceAlreadyExistsException'))
      throw error;
  }
}

function report(context: Context, fn: FunctionVersion, error: unknown): void {
  context.log.error(`The log stream of function ${fn.name} could not be created`, {
    code: 'ERR_UNEXPECTED',
    error,
  });
}
