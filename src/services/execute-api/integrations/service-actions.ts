/**
 * The actions of other AWS services that an HTTP API can call by itself.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html
 */
import type { ServiceId } from '../../sdk.ts';

/** How the text of a mapping becomes a member of the action's input. */
type Kind = 'text' | 'integer' | 'bytes' | 'time' | 'json' | 'list';

export interface ServiceAction {
  readonly service: ServiceId;
  readonly operation: string;
  readonly required: Readonly<Record<string, Kind>>;
  readonly optional: Readonly<Record<string, Kind>>;
  /** The parameters are those of one entry of this member. */
  readonly entriesIn?: string;
  /** What the service is spoken to in; absent: its first protocol. */
  readonly protocol?: 'aws-query';
}

/** `Region` is a parameter of every action, and no member of its input. */
const REGION = 'Region';
const REGION_NAME = /^[a-z]{2}(?:-[a-z]+){1,3}-\d{1,2}$/;
const QUEUE = { QueueUrl: 'text' } as const;
const SQS = { service: 'sqs', protocol: 'aws-query' } as const;

const SERVICE_ACTIONS: Readonly<Record<string, ServiceAction>> = {
  'EventBridge-PutEvents': {
    service: 'events',
    operation: 'PutEvents',
    entriesIn: 'Entries',
    required: { Detail: 'text', DetailType: 'text', Source: 'text' },
    optional: { Time: 'time', EventBusName: 'text', Resources: 'list', TraceHeader: 'text' },
  },
  'SQS-SendMessage': {
    ...SQS,
    operation: 'SendMessage',
    required: { ...QUEUE, MessageBody: 'text' },
    optional: {
      DelaySeconds: 'integer',
      MessageAttributes: 'json',
      MessageDeduplicationId: 'text',
      MessageGroupId: 'text',
      MessageSystemAttributes: 'json',
    },
  },
  'SQS-ReceiveMessage': {
    ...SQS,
    operation: 'ReceiveMessage',
    required: QUEUE,
    optional: {
      AttributeNames: 'list',
      MaxNumberOfMessages: 'integer',
      MessageAttributeNames: 'list',
      ReceiveRequestAttemptId: 'text',
      VisibilityTimeout: 'integer',
      WaitTimeSeconds: 'integer',
    },
  },
  'SQS-DeleteMessage': {
    ...SQS,
    operation: 'DeleteMessage',
    required: { ...QUEUE, ReceiptHandle: 'text' },
    optional: {},
  },
  'SQS-PurgeQueue': { ...SQS, operation: 'PurgeQueue', required: QUEUE, optional: {} },
  'Kinesis-PutRecord': {
    service: 'kinesis',
    operation: 'PutRecord',
    // The text itself is the record: no variable gives base64.
    required: { StreamName: 'text', Data: 'bytes', PartitionKey: 'text' },
    optional: { SequenceNumberForOrdering: 'text', ExplicitHashKey: 'text' },
  },
  'StepFunctions-StartExecution': {
    service: 'states',
    operation: 'StartExecution',
    required: { StateMachineArn: 'text' },
    optional: { Name: 'text', Input: 'text' },
  },
  'StepFunctions-StartSyncExecution': {
    service: 'states',
    operation: 'StartSyncExecution',
    required: { StateMachineArn: 'text' },
    optional: { Name: 'text', Input: 'text', TraceHeader: 'text' },
  },
  'StepFunctions-StopExecution': {
    service: 'states',
    operation: 'StopExecution',
    required: { ExecutionArn: 'text' },
    optional: { Cause: 'text', Error: 'text' },
  },
};

/** The action of an integration subtype, `SQS-SendMessage`; undefined for what is none. */
export function actionOf(subtype: string | undefined): ServiceAction | undefined {
  return Object.hasOwn(SERVICE_ACTIONS, subtype ?? '') ? SERVICE_ACTIONS[subtype ?? ''] : undefined;
}

/** @returns what is wrong with the parameters of an action; undefined when nothing is */
export function findParameterMistake(
  { optional, required }: ServiceAction,
  parameters: Readonly<Record<string, string>>,
): string | undefined {
  for (const name of Object.keys(required))
    if (!Object.hasOwn(parameters, name)) return `Missing required parameter: ${name}`;
  for (const name of Object.keys(parameters))
    if (name !== REGION && !Object.hasOwn(required, name) && !Object.hasOwn(optional, name))
      return `Invalid parameter: ${name.slice(0, 128)}`;
  return undefined;
}

export interface ActionInput {
  /** Undefined: the API's own. */
  region: string | undefined;
  input: object;
}

/**
 * @param values texts by parameter; an empty one was mapped from nothing and is left out
 * @returns undefined when a text is not what its member wants
 */
export function toActionInput(
  action: ServiceAction,
  values: ReadonlyMap<string, string>,
): ActionInput | undefined {
  const region = values.get(REGION) || undefined;
  if (region !== undefined && !REGION_NAME.test(region)) return undefined;
  const isCamelCase = action.service === 'states';
  const input: Record<string, unknown> = {};
  for (const [name, text] of values) {
    const kind = action.required[name] ?? action.optional[name];
    if (kind === undefined || text === '') continue;
    const value = convert(text, kind);
    if (value === undefined) return undefined;
    input[isCamelCase ? name.charAt(0).toLowerCase() + name.slice(1) : name] = value;
  }
  return {
    region,
    input: action.entriesIn === undefined ? input : { [action.entriesIn]: [input] },
  };
}

function convert(text: string, kind: Kind): unknown {
  switch (kind) {
    case 'text':
      return text;
    case 'bytes':
      return Buffer.from(text);
    case 'integer':
      return /^-?\d{1,9}$/.test(text) ? Number(text) : undefined;
    case 'time':
      return toDate(text);
    case 'list':
      return text.startsWith('[') ? parseList(text) : text.split(',').map((each) => each.trim());
    case 'json':
      return parseObject(text);
  }
}

function toDate(text: string): Date | undefined {
  const date = new Date(/^\d+(?:\.\d+)?$/.test(text) ? Number(text) * 1000 : text);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function parseList(text: string): string[] | undefined {
  const parsed = parse(text);
  return Array.isArray(parsed) && parsed.every((each) => typeof each === 'string')
    ? parsed
    : undefined;
}

function parseObject(text: string): object | undefined {
  const parsed = parse(text);
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
    ? parsed
    : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
