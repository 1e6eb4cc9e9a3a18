import type { CreateEventSourceMappingCommandInput } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { createItemTable } from '../fixtures/item-table.ts';
import { arnOf, startStack, UUID } from '../fixtures/stack.ts';

const { stack, lambda, createActive } = await startStack();
await createActive('f');
const { streamArn } = await createItemTable(stack, 'items');
const mapping = {
  EventSourceArn: streamArn,
  FunctionName: 'f',
  StartingPosition: 'TRIM_HORIZON',
} as const;

test('answers the mapping with the defaults of streams', async () => {
  const { $metadata, ...created } = await lambda.createEventSourceMapping({
    ...mapping,
    BatchSize: 1,
    MaximumBatchingWindowInSeconds: 1,
  });
  expect($metadata.httpStatusCode).toBe(202);
  expect(created).toEqual({
    UUID: expect.stringMatching(UUID),
    BatchSize: 1,
    BisectBatchOnFunctionError: false,
    DestinationConfig: { OnFailure: {} },
    EventSourceArn: streamArn,
    EventSourceMappingArn: `arn:aws:lambda:us-east-1:123456789012:event-source-mapping:${created.UUID}`,
    FunctionArn: arnOf('f'),
    FunctionResponseTypes: [],
    LastModified: expect.any(Date),
    LastProcessingResult: 'No records processed',
    MaximumBatchingWindowInSeconds: 1,
    MaximumRecordAgeInSeconds: -1,
    MaximumRetryAttempts: -1,
    ParallelizationFactor: 1,
    StartingPosition: 'TRIM_HORIZON',
    State: 'Creating',
    StateTransitionReason: 'User action',
    TumblingWindowInSeconds: 0,
  });
  await expect(lambda.createEventSourceMapping(mapping)).rejects.toMatchObject({
    name: 'ResourceConflictException',
    message: `The event source arn (" ${streamArn} ") and function (" ${arnOf('f')} ") provided mapping already exists. Please update or delete the existing mapping with UUID ${created.UUID}`,
  });
});

const missing = streamArn.replace('items', 'none');
test.each<[Partial<CreateEventSourceMappingCommandInput>, string, unknown]>([
  [{ EventSourceArn: undefined }, 'InvalidParameterValueException', 'Unrecognized event source.'],
  [
    { StartingPosition: undefined },
    'InvalidParameterValueException',
    "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
  ],
  [
    { StartingPosition: 'AT_TIMESTAMP' },
    'InvalidParameterValueException',
    `Unsupported starting position for arn type: ${streamArn}`,
  ],
  [{ FunctionName: 'none' }, 'InvalidParameterValueException', 'Function does not exist'],
  [{ EventSourceArn: missing }, 'InvalidParameterValueException', `Stream not found: ${missing}`],
  [
    { FilterCriteria: { Filters: [{ Pattern: '{"a":1}' }] } },
    'InvalidParameterValueException',
    'Invalid filter pattern definition.',
  ],
  [{ MaximumRecordAgeInSeconds: 5 }, 'InvalidParameterValueException', expect.any(String)],
  [{ BatchSize: 10_001 }, 'ValidationException', expect.any(String)],
  [
    { EventSourceArn: 'arn:aws:sqs:us-east-1:123456789012:q' },
    'NotImplemented',
    expect.stringContaining('sqs'),
  ],
  [{ ParallelizationFactor: 2 }, 'NotImplemented', expect.stringContaining('Parallelization')],
])('%j is refused', async (input, name, message) => {
  await expect(lambda.createEventSourceMapping({ ...mapping, ...input })).rejects.toMatchObject({
    name,
    message,
  });
});
