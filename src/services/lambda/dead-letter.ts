/** Dead letter queues: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq */
import type { Context } from '../context.ts';
import type { Outcome } from './destination.ts';
import { invalidParameter } from './errors.ts';
import { LATEST } from './function.ts';
import { functionArn } from './function-name.ts';
import { isThere, type Message } from './outlets.ts';

/** As much of the error as goes into an attribute. */
const ERROR_MESSAGE_MAX_CHARACTERS = 1024;

/** @throws AwsError for anything but a queue or topic that is there; 501 while its service is not built */
export async function assertDeadLetterTarget(
  context: Context,
  operation: string,
  arn: string | undefined,
): Promise<void> {
  if (!arn) return;
  const setting = 'DeadLetterConfig';
  const otherwise = 'an on-failure destination can be a function or a bucket';
  const isTarget = /^arn:[^:]+:(?:sqs|sns):/.test(arn);
  if (isTarget && (await isThere(context, arn, { operation, setting, otherwise }))) return;
  throw invalidParameter(`The provided dead letter config TargetArn ${arn} is invalid.`); // wording chosen
}

/** The event as it came, and in attributes what was wrong. */
export function makeDeadLetter({ event, condition, result }: Outcome): Message {
  const { requestId, payload, name, qualifier = LATEST } = event;
  return {
    body: Buffer.from(payload).toString('utf8'),
    functionName: name,
    functionArn: functionArn(event, name, qualifier),
    isSuccess: false,
    attributes: {
      RequestID: { DataType: 'String', StringValue: requestId },
      ErrorCode: { DataType: 'Number', StringValue: '200' },
      ErrorMessage: {
        DataType: 'String',
        StringValue: errorMessageOf(result?.payload ?? Buffer.of()) ?? condition,
      },
    },
  };
}

function errorMessageOf(payload: Uint8Array): string | undefined {
  try {
    const { errorMessage } = JSON.parse(Buffer.from(payload).toString('utf8')) as {
      errorMessage?: unknown;
    };
    const text = typeof errorMessage === 'string' ? errorMessage : '';
    return text.slice(0, ERROR_MESSAGE_MAX_CHARACTERS) || undefined;
  } catch {
    return undefined;
  }
}
