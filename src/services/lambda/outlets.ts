/**
 * The services besides Lambda that take word of asynchronous events: as destinations of their outcomes
 * and as dead letter queues. One that is not built yet answers 501, and so does whoever names it.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
import { AwsError, notImplemented } from '../../protocol/aws-error.ts';
import type { Context } from '../context.ts';

export interface Message {
  body: string;
  /** Whom it is about. */
  functionName: string;
  /** With the qualifier. */
  functionArn: string;
  isSuccess: boolean;
  /** Of dead letters only. */
  attributes?: Record<string, { DataType: 'String' | 'Number'; StringValue: string }>;
}

interface Outlet {
  /** Asks the service for the resource. @throws AwsError when it is not there */
  find(context: Context, arn: string): Promise<unknown>;
  /** @throws AwsError */
  send(context: Context, arn: string, message: Message): Promise<unknown>;
}

const OUTLETS: Readonly<Record<string, Outlet>> = {
  sqs: {
    find: queueUrl,
    async send(context, arn, { body, attributes }) {
      await context.call('sqs', 'SendMessage', {
        QueueUrl: await queueUrl(context, arn),
        MessageBody: body,
        ...(attributes && { MessageAttributes: attributes }),
      });
    },
  },
  sns: {
    find: (context, arn) => context.call('sns', 'GetTopicAttributes', { TopicArn: arn }),
    send: (context, arn, { body, attributes }) =>
      context.call('sns', 'Publish', {
        TopicArn: arn,
        Message: body,
        ...(attributes && { MessageAttributes: attributes }),
      }),
  },
  events: {
    find: (context, arn) => context.call('events', 'DescribeEventBus', { Name: resourceOf(arn) }),
    send: (context, arn, { body, functionArn, isSuccess }) =>
      context.call('events', 'PutEvents', {
        Entries: [
          {
            Source: 'lambda',
            DetailType: `Lambda Function Invocation Result - ${isSuccess ? 'Success' : 'Failure'}`,
            Detail: body,
            Resources: [arn, functionArn],
            EventBusName: arn,
          },
        ],
      }),
  },
  s3: {
    find: (context, arn) => context.call('s3', 'HeadBucket', { Bucket: resourceOf(arn) }),
    send: (context, arn, { body, functionName }) =>
      context.call('s3', 'PutObject', {
        Bucket: resourceOf(arn),
        Key: recordKey(functionName, context.clock.now(), context.ids.uuid()),
        Body: Buffer.from(body),
        ContentType: 'application/json',
      }),
  },
};

export function hasOutlet(service: string): boolean {
  return Object.hasOwn(OUTLETS, service);
}

/**
 * Asks for a queue, topic, bus or bucket.
 * @param setting `DestinationConfig` @param otherwise what to do while the service is not built
 * @returns whether it is there @throws AwsError 501 while its service is not built
 */
export async function isThere(
  context: Context,
  arn: string,
  { operation, setting, otherwise }: { operation: string; setting: string; otherwise: string },
): Promise<boolean> {
  try {
    await outletOf(arn)?.find(context, arn);
    return true;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.code !== 'NotImplemented') return false;
    throw notImplemented('lambda', operation, `${setting} with ${arn}; ${otherwise}`);
  }
}

/** @throws AwsError of the service */
export async function sendTo(context: Context, arn: string, message: Message): Promise<void> {
  await outletOf(arn)?.send(context, arn, message);
}

function outletOf(arn: string): Outlet | undefined {
  const service = arn.split(':')[2] ?? '';
  return hasOutlet(service) ? OUTLETS[service] : undefined;
}

/** The name at the end of an ARN. */
function resourceOf(arn: string): string {
  return arn
    .split(':')
    .slice(5)
    .join(':')
    .replace(/^event-bus\//, '');
}

async function queueUrl(context: Context, arn: string): Promise<string> {
  const [, , , , account = '', name = ''] = arn.split(':');
  const { QueueUrl: url = '' } = await context.call('sqs', 'GetQueueUrl', {
    QueueName: name,
    QueueOwnerAWSAccountId: account,
  });
  return url;
}

/** As on AWS, but for the time zone, which its page does not tell: UTC. */
function recordKey(name: string, nowEpochMs: number, id: string): string {
  const at = new Date(nowEpochMs).toISOString().slice(0, 19);
  const [year, month, day] = at.slice(0, 10).split('-');
  return `aws/lambda/async/${name}/${year}/${month}/${day}/${at.replaceAll(':', '.')}-${id}`;
}
