import type {
  BillingMode,
  OnDemandThroughput,
  ProvisionedThroughput,
} from '@aws-sdk/client-dynamodb';
import { invalidParameters, validationError } from '../errors.ts';
import type { Billing, Throughput } from './table.ts';

const LARGEST_UNITS = 1_000_000_000_000;

/** @throws ValidationException when mode and units contradict each other */
export function checkThroughput(
  mode: BillingMode,
  given: ProvisionedThroughput | undefined,
  index?: string,
): Throughput | undefined {
  const where = index === undefined ? '' : ` for index: ${index}`;
  if (mode === 'PAY_PER_REQUEST') {
    if (!given) return undefined;
    throw invalidParameters(
      `Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST${where}`,
    );
  }
  if (!given) {
    throw invalidParameters(
      `ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED${where}`,
    );
  }
  const { ReadCapacityUnits: read, WriteCapacityUnits: write } =
    given as Required<ProvisionedThroughput>;
  const place = index === undefined ? '' : ` for index ${index}`;
  for (const [name, units] of [
    ['ReadCapacityUnits', read],
    ['WriteCapacityUnits', write],
  ] as const) {
    if (units! > LARGEST_UNITS)
      throw validationError(`Given value ${units} for ${name} is out of bounds${place}`);
  }
  return { read: read!, write: write! };
}

/** -1 takes a limit away. */
export function onDemandLimits(given: OnDemandThroughput | undefined): Billing['onDemand'] {
  if (!given) return undefined;
  const { MaxReadRequestUnits: read, MaxWriteRequestUnits: write } = given;
  return {
    ...(read !== undefined && read !== -1 && { read }),
    ...(write !== undefined && write !== -1 && { write }),
  };
}
