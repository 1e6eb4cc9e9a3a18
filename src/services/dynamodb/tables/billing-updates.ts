import type { UpdateTableInput } from '@aws-sdk/client-dynamodb';
import type { Context } from '../../context.ts';
import { invalidParameters, validationError } from '../errors.ts';
import type { Billing, TableRecord, Throughput } from './table.ts';
import { checkThroughput, onDemandLimits } from './throughput.ts';

/** Mode and throughput of a table, and of its indexes when the mode changes. @throws ValidationException */
export function changeBilling(
  table: TableRecord,
  input: UpdateTableInput,
  context: Pick<Context, 'clock'>,
): TableRecord {
  const { BillingMode, ProvisionedThroughput, OnDemandThroughput } = input;
  const { billing } = table;
  const mode = BillingMode ?? billing.mode;
  const isSwitch = mode !== billing.mode;
  if (!isSwitch && !ProvisionedThroughput && !OnDemandThroughput) return table;
  const now = context.clock.now();
  const onDemand = onDemandLimits(OnDemandThroughput) ?? billing.onDemand;
  if (mode === 'PAY_PER_REQUEST') {
    checkThroughput(mode, ProvisionedThroughput);
    return {
      ...table,
      billing: {
        mode,
        onDemandSinceEpochMs: isSwitch ? now : billing.onDemandSinceEpochMs!,
        ...(onDemand && { onDemand }),
      },
      globalIndexes: table.globalIndexes.map(({ throughput: _throughput, ...index }) => index),
    };
  }
  const throughput = checkThroughput(mode, ProvisionedThroughput)!;
  if (!isSwitch) assertDifferent(table, throughput);
  return {
    ...table,
    billing: { ...billing, mode, throughput, ...direction(billing.throughput, throughput, now) },
    globalIndexes: isSwitch ? withThroughput(table, input) : table.globalIndexes,
  };
}

function assertDifferent(table: TableRecord, { read, write }: Throughput): void {
  const current = table.billing.throughput;
  if (current?.read !== read || current.write !== write) return;
  throw validationError(
    `The provisioned throughput for the table will not change. The requested value equals the current value. Current ReadCapacityUnits provisioned for the table: ${read}. Requested ReadCapacityUnits: ${read}. Current WriteCapacityUnits provisioned for the table: ${write}. Requested WriteCapacityUnits: ${write}. Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.`,
  );
}

function direction(
  before: Throughput | undefined,
  after: Throughput,
  now: number,
): Pick<Billing, 'increasedAtEpochMs' | 'decreasedAtEpochMs'> {
  const up = after.read > (before?.read ?? 0) || after.write > (before?.write ?? 0);
  const down = before && (after.read < before.read || after.write < before.write);
  return { ...(up && { increasedAtEpochMs: now }), ...(down && { decreasedAtEpochMs: now }) };
}

/** A table that becomes provisioned needs throughput for every index as well. */
function withThroughput(
  table: TableRecord,
  { GlobalSecondaryIndexUpdates: updates = [] }: UpdateTableInput,
): TableRecord['globalIndexes'] {
  return table.globalIndexes.map((index) => {
    const update = updates.find((each) => each.Update?.IndexName === index.name)?.Update;
    if (!update?.ProvisionedThroughput)
      throw invalidParameters(`ProvisionedThroughput must be specified for index: ${index.name}`);
    const throughput = checkThroughput('PROVISIONED', update.ProvisionedThroughput, index.name)!;
    return { ...index, throughput };
  });
}
