/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-configuring.html */
import type {
  FunctionEventInvokeConfig,
  PutFunctionEventInvokeConfigRequest,
} from '@aws-sdk/client-lambda';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Context } from '../context.ts';
import type { StoreTransaction } from '../store.ts';
import { toDestinations } from './destination.ts';
import { invalidParameter, lambdaError } from './errors.ts';
import { type EventInvokeRecord, LATEST } from './function.ts';
import { functionArn, type FunctionName } from './function-name.ts';
import { getVersion } from './load.ts';
import { eventInvokeConfigs } from './store.ts';

type Input = PutFunctionEventInvokeConfigRequest;

/** @throws AwsError when nothing is set */
export function assertEventInvokeInput(input: Input): void {
  const {
    MaximumRetryAttempts: attempts,
    MaximumEventAgeInSeconds: age,
    DestinationConfig: destinations,
  } = input;
  if (attempts === undefined && age === undefined && destinations === undefined) {
    throw invalidParameter(
      'You must specify at least one of error handling or destination setting.',
    );
  }
}

/** What `input` sets, over what was there before. */
export function toEventInvokeRecord(
  input: Input,
  before: Partial<EventInvokeRecord>,
  modifiedEpochMs: number,
): EventInvokeRecord {
  const { onSuccess, onFailure, ...rest } = before;
  // A DestinationConfig replaces both destinations.
  const destinations = input.DestinationConfig
    ? toDestinations(input.DestinationConfig)
    : { ...(onSuccess && { onSuccess }), ...(onFailure && { onFailure }) };
  return {
    ...rest,
    ...destinations,
    ...(input.MaximumRetryAttempts !== undefined && {
      maximumRetryAttempts: input.MaximumRetryAttempts,
    }),
    ...(input.MaximumEventAgeInSeconds !== undefined && {
      maximumEventAgeSeconds: input.MaximumEventAgeInSeconds,
    }),
    modifiedEpochMs,
  };
}

export function toEventInvokeConfig(
  context: Context,
  name: string,
  qualifier: string,
  record: EventInvokeRecord,
): FunctionEventInvokeConfig {
  return {
    LastModified: new Date(record.modifiedEpochMs),
    FunctionArn: functionArn(context, name, qualifier),
    ...(record.maximumRetryAttempts !== undefined && {
      MaximumRetryAttempts: record.maximumRetryAttempts,
    }),
    ...(record.maximumEventAgeSeconds !== undefined && {
      MaximumEventAgeInSeconds: record.maximumEventAgeSeconds,
    }),
    DestinationConfig: {
      OnSuccess: record.onSuccess ? { Destination: record.onSuccess } : {},
      OnFailure: record.onFailure ? { Destination: record.onFailure } : {},
    },
  };
}

/** @throws AwsError ResourceNotFoundException in the words of these operations */
export async function assertConfigurable(
  context: Context,
  named: FunctionName,
  reader?: Pick<StoreTransaction, 'get'>,
): Promise<void> {
  try {
    await getVersion(context, named, reader);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw lambdaError('ResourceNotFoundException', "The function doesn't exist.");
  }
}

/** A function that does not exist has none either. @throws AwsError ResourceNotFoundException */
export async function getEventInvoke(
  context: Context,
  { name, qualifier = LATEST }: FunctionName,
  reader: Pick<StoreTransaction, 'get'>,
): Promise<EventInvokeRecord> {
  const record = await reader.get(eventInvokeConfigs, [name, qualifier]);
  if (record) return record;
  throw lambdaError(
    'ResourceNotFoundException',
    `The function ${functionArn(context, name, qualifier)} doesn't have an EventInvokeConfig`,
  );
}
