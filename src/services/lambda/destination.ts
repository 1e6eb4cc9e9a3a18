/** Where the outcomes of asynchronous invocations go: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
import type { DestinationConfig } from '@aws-sdk/client-lambda';
import type { InvocationResult } from '../../lambda-runtime/interface.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Context } from '../context.ts';
import type { StoreTransaction } from '../store.ts';
import type { AsyncEvent } from './async-event.ts';
import { invalidParameter } from './errors.ts';
import { LATEST } from './function.ts';
import { functionArn, parseFunctionName } from './function-name.ts';
import { getTarget } from './load.ts';
import { hasOutlet, isThere } from './outlets.ts';

/** What a person set; undefined members: nothing happens. */
export interface Destinations {
  onSuccess?: string;
  onFailure?: string;
}

export function toDestinations(config: DestinationConfig | undefined): Destinations {
  const { OnSuccess: success, OnFailure: failure } = config ?? {};
  return {
    ...(success?.Destination && { onSuccess: success.Destination }),
    ...(failure?.Destination && { onFailure: failure.Destination }),
  };
}

/**
 * @param name of the function that the destinations are for
 * @throws AwsError for what is not there or is this function; 501 for services that are not built
 */
export async function assertDestinations(
  context: Context,
  operation: string,
  name: string,
  destinations: Destinations,
  reader: Pick<StoreTransaction, 'get'>,
): Promise<void> {
  for (const arn of [destinations.onSuccess, destinations.onFailure]) {
    const service = arn?.split(':')[2];
    if (arn === undefined || service === undefined) continue;
    if (service === 'lambda') {
      await assertFunction(context, name, arn, reader);
      continue;
    }
    // A bucket takes failures only.
    if (!hasOutlet(service) || (service === 's3' && arn === destinations.onSuccess))
      throw invalidDestinations(destinations);
    const setting = 'DestinationConfig';
    const otherwise = 'use a function, or a bucket for failures';
    if (await isThere(context, arn, { operation, setting, otherwise })) continue;
    throw invalidParameter(`The destination ARN ${arn} is invalid.`);
  }
}

function invalidDestinations({ onSuccess, onFailure }: Destinations): AwsError {
  const success = onSuccess ? `OnSuccess(destination=${onSuccess})` : 'null';
  const failure = onFailure ? `OnFailure(destination=${onFailure})` : 'null';
  return invalidParameter(
    `The provided destination config DestinationConfig(onSuccess=${success}, onFailure=${failure}) is invalid.`,
  );
}

async function assertFunction(
  context: Context,
  name: string,
  arn: string,
  reader: Pick<StoreTransaction, 'get'>,
): Promise<void> {
  try {
    const named = parseFunctionName(context, arn);
    await getTarget(context, named, reader);
    if (named.name !== name) return;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw invalidParameter(`The destination ARN ${arn} is invalid.`);
  }
  throw invalidParameter("You can't specify the function as a destination for itself.");
}

export interface Outcome {
  event: AsyncEvent;
  condition: 'Success' | 'RetriesExhausted' | 'EventAgeExceeded' | 'ZeroReservedConcurrency';
  /** Runs of the function, this one included. */
  invokeCount: number;
  /** Of the last run; undefined when the event was dropped without one. */
  result?: InvocationResult;
}

/** The record that a destination gets, as JSON text. Payloads go in as they are. */
export function makeRecord(outcome: Outcome, nowEpochMs: number): string {
  const { event, condition, invokeCount, result } = outcome;
  const head = {
    version: '1.0',
    timestamp: new Date(nowEpochMs).toISOString(),
    requestContext: {
      requestId: event.requestId,
      functionArn: functionArn(event, event.name, event.qualifier ?? LATEST),
      condition,
      approximateInvokeCount: invokeCount,
    },
  };
  const parts = [JSON.stringify(head).slice(0, -1), `"requestPayload":${textOf(event.payload)}`];
  if (result) {
    const { executedVersion, functionError } = result;
    const responseContext = {
      statusCode: 200,
      executedVersion,
      ...(functionError && { functionError }),
    };
    parts.push(
      `"responseContext":${JSON.stringify(responseContext)}`,
      `"responsePayload":${textOf(result.payload)}`,
    );
  }
  return `${parts.join(',')}}`;
}

/** JSON as it came; anything else as a JSON string. */
function textOf(payload: Uint8Array): string {
  const text = Buffer.from(payload).toString('utf8');
  try {
    JSON.parse(text);
    return text;
  } catch {
    return text === '' ? '{}' : JSON.stringify(text);
  }
}
