/** Event source mappings as they are stored and told. https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html */
import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import { formatArn } from '../../../platform/arn.ts';
import type { Context } from '../../context.ts';
import type { StoreTransaction } from '../../store.ts';
import { resourceDoesNotExist } from '../errors.ts';
import { functionArn } from '../function-name.ts';
import { mappingProgress, mappings } from '../store.ts';

/** What a person set. */
export interface MappingSettings {
  functionName: string;
  qualifier?: string;
  isEnabled: boolean;
  batchSize: number;
  windowSeconds: number;
  /** -1: without end. */
  maximumRetries: number;
  /** -1: however old. */
  maximumAgeSeconds: number;
  bisects: boolean;
  /** Whether the function answers which records failed. */
  reportsFailures: boolean;
  /** Texts of patterns, one of which must match; undefined: every record does. */
  filters?: string[];
}

export interface MappingRecord extends MappingSettings {
  uuid: string;
  account: string;
  region: string;
  eventSourceArn: string;
  startingPosition: 'TRIM_HORIZON' | 'LATEST';
  modifiedEpochMs: number;
}

/** How far a mapping has come. */
export interface MappingProgress {
  /** Records up to this one are done; undefined: none is. */
  sequenceNumber?: string;
  lastResult: string;
}

export const NO_RECORDS = 'No records processed';

type Scope = Pick<MappingRecord, 'account' | 'region'>;

export function mappingKey({ account, region }: Scope, uuid: string): readonly string[] {
  return [account, region, uuid];
}

/** @throws AwsError ResourceNotFoundException */
export async function getMapping(
  context: Context,
  uuid: string,
  reader: Pick<StoreTransaction, 'get'> = context.store,
): Promise<MappingRecord> {
  const record = await reader.get(mappings, mappingKey(context, uuid));
  if (!record) throw resourceDoesNotExist();
  return record;
}

/** The mapping as it stands now. */
export async function describeMapping(
  context: Context,
  record: MappingRecord,
): Promise<EventSourceMappingConfiguration> {
  const progress = await context.store.get(mappingProgress, mappingKey(context, record.uuid));
  return toMappingConfiguration(
    record,
    progress?.lastResult ?? NO_RECORDS,
    record.isEnabled ? 'Enabled' : 'Disabled',
  );
}

/** @param state `Creating`, `Updating` and `Deleting` are only ever seen in the answer to the change */
export function toMappingConfiguration(
  record: MappingRecord,
  lastResult: string,
  state: 'Creating' | 'Enabled' | 'Disabled' | 'Updating' | 'Deleting',
): EventSourceMappingConfiguration {
  const { uuid, account, region } = record;
  return {
    UUID: uuid,
    StartingPosition: record.startingPosition,
    BatchSize: record.batchSize,
    MaximumBatchingWindowInSeconds: record.windowSeconds,
    ParallelizationFactor: 1,
    EventSourceArn: record.eventSourceArn,
    ...(record.filters && {
      FilterCriteria: { Filters: record.filters.map((Pattern) => ({ Pattern })) },
    }),
    FunctionArn: functionArn(record, record.functionName, record.qualifier),
    LastModified: new Date(record.modifiedEpochMs),
    LastProcessingResult: lastResult,
    State: state,
    StateTransitionReason: 'User action',
    DestinationConfig: { OnFailure: {} },
    MaximumRecordAgeInSeconds: record.maximumAgeSeconds,
    BisectBatchOnFunctionError: record.bisects,
    MaximumRetryAttempts: record.maximumRetries,
    TumblingWindowInSeconds: 0,
    FunctionResponseTypes: record.reportsFailures ? ['ReportBatchItemFailures'] : [],
    EventSourceMappingArn: formatArn({
      service: 'lambda',
      region,
      account,
      resource: `event-source-mapping:${uuid}`,
    }),
  };
}
