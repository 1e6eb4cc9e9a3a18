import type { CreateEventSourceMappingRequest } from '@aws-sdk/client-lambda';
import { notImplemented } from '../../../protocol/aws-error.ts';
import type { Context } from '../../context.ts';
import { operation } from '../../define-service.ts';
import type { StoreTransaction } from '../../store.ts';
import { invalidParameter, lambdaError } from '../errors.ts';
import { assertStream, latestSequenceNumber } from '../event-source/item-stream.ts';
import {
  mappingKey,
  type MappingRecord,
  NO_RECORDS,
  toMappingConfiguration,
} from '../event-source/mapping.ts';
import {
  changeMapping,
  parseMappedFunction,
  STREAM_DEFAULTS,
} from '../event-source/mapping-settings.ts';
import { functionArn } from '../function-name.ts';
import { lambdaState } from '../state.ts';
import { assertNotPerTenant } from '../tenancy.ts';
import { MAPPING_LOCK, mappingProgress, mappings } from '../store.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
export const createEventSourceMapping = operation(
  'lambda',
  'CreateEventSourceMapping',
  async (input, context) => {
    const arn = assertSource(input);
    const settings = changeMapping(STREAM_DEFAULTS, input, 'CreateEventSourceMapping');
    const { name, qualifier } = await parseMappedFunction(context, input.FunctionName ?? '');
    await assertNotPerTenant(context.store, name, 'Event source mappings are');
    await assertStream(context, arn);
    const startingPosition = toStartingPosition(input);
    const mapping: MappingRecord = {
      ...settings,
      uuid: context.ids.uuid(),
      account: context.account,
      region: context.region,
      eventSourceArn: arn,
      functionName: name,
      ...(qualifier !== undefined && { qualifier }),
      startingPosition,
      modifiedEpochMs: context.clock.now(),
    };
    const key = mappingKey(context, mapping.uuid);
    const sequenceNumber =
      startingPosition === 'LATEST' ? await latestSequenceNumber(context, arn) : undefined;
    await context.store.transact([MAPPING_LOCK], async (tx) => {
      await assertNew(context, tx, mapping);
      tx.put(mappings, key, mapping);
      tx.put(mappingProgress, key, {
        lastResult: NO_RECORDS,
        ...(sequenceNumber !== undefined && { sequenceNumber }),
      });
    });
    await lambdaState(context).pollers.sync(context, mapping.uuid);
    return toMappingConfiguration(mapping, NO_RECORDS, 'Creating');
  },
);

/** @returns the ARN of a DynamoDB stream @throws AwsError 501 for every other source */
function assertSource(input: CreateEventSourceMappingRequest): string {
  const { EventSourceArn: arn, SelfManagedEventSource: selfManaged } = input;
  if (selfManaged) {
    throw notImplemented('lambda', 'CreateEventSourceMapping', 'SelfManagedEventSource');
  }
  if (!arn) throw invalidParameter('Unrecognized event source.');
  const service = arn.split(':')[2] ?? '';
  if (service === 'dynamodb') return arn;
  throw notImplemented(
    'lambda',
    'CreateEventSourceMapping',
    `event sources of ${service}; DynamoDB streams can be read`,
  );
}

function toStartingPosition(input: CreateEventSourceMappingRequest): 'TRIM_HORIZON' | 'LATEST' {
  const position = input.StartingPosition;
  if (position === undefined) {
    throw invalidParameter(
      "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
    );
  }
  if (position === 'TRIM_HORIZON' || position === 'LATEST') return position;
  throw invalidParameter(
    `Unsupported starting position for arn type: ${input.EventSourceArn ?? ''}`,
  );
}

/** @throws AwsError ResourceConflictException when the function reads the stream already */
async function assertNew(
  context: Context,
  tx: StoreTransaction,
  { eventSourceArn, functionName, qualifier }: MappingRecord,
): Promise<void> {
  const rows = await tx.scan(mappings, { prefix: [context.account, context.region] });
  const same = rows.find(
    ({ value }) =>
      value.eventSourceArn === eventSourceArn &&
      value.functionName === functionName &&
      value.qualifier === qualifier,
  );
  if (!same) return;
  const fn = functionArn(context, functionName, qualifier);
  throw lambdaError(
    'ResourceConflictException',
    `The event source arn (" ${eventSourceArn} ") and function (" ${fn} ") provided mapping already exists. Please update or delete the existing mapping with UUID ${same.value.uuid}`,
  );
}
