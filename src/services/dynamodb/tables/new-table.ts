import type { CreateTableInput, Tag } from '@aws-sdk/client-dynamodb';
import type { Context } from '../../context.ts';
import { validationError } from '../errors.ts';
import { checkSchema } from './check-keys.ts';
import { encryption } from './encryption.ts';
import { checkPolicy } from './resource-policy.ts';
import type { TableRecord } from './table.ts';
import { checkTags } from './tags.ts';
import { checkThroughput, onDemandLimits } from './throughput.ts';
import { throughputOf, toIndex } from './to-index.ts';

/** A table as CreateTable and ImportTable ask for it. @throws ValidationException */
export function newTable(input: CreateTableInput, name: string, context: Context): TableRecord {
  const mode = input.BillingMode ?? 'PROVISIONED';
  const units = checkThroughput(mode, input.ProvisionedThroughput);
  const keys = required(input.KeySchema, 'keySchema');
  const attributes = required(input.AttributeDefinitions, 'attributeDefinitions');
  checkSchema({
    keys,
    attributes,
    localIndexes: input.LocalSecondaryIndexes,
    globalIndexes: input.GlobalSecondaryIndexes,
  });
  const onDemand = onDemandLimits(input.OnDemandThroughput);
  const now = context.clock.now();
  return {
    name,
    id: context.ids.uuid(),
    rowsId: context.ids.hex(10),
    createdAtEpochMs: now,
    status: 'ACTIVE',
    attributes: attributes.map((each) => ({
      name: each.AttributeName!,
      type: each.AttributeType!,
    })),
    keys: keys.map((each) => each.AttributeName!),
    localIndexes: (input.LocalSecondaryIndexes ?? []).map((each) => toIndex(each, context)),
    globalIndexes: (input.GlobalSecondaryIndexes ?? []).map((each) => ({
      ...toIndex(each, context),
      ...throughputOf(mode, each),
    })),
    billing: {
      mode,
      ...(units && { throughput: units }),
      ...(onDemand && { onDemand }),
      ...(mode === 'PAY_PER_REQUEST' && { onDemandSinceEpochMs: now }),
    },
    deletionProtected: input.DeletionProtectionEnabled ?? false,
    tableClass: input.TableClass ?? 'STANDARD',
    ...encryption(input.SSESpecification, context),
    tags: toTags(input.Tags),
    ...(input.ResourcePolicy !== undefined && {
      policy: {
        document: checkPolicy(input.ResourcePolicy),
        revisionId: String(now),
      },
    }),
  };
}

function required<T>(value: T | undefined, member: string): T {
  if (value !== undefined) return value;
  throw validationError(
    `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
  );
}

function toTags(given: readonly Tag[] | undefined): Record<string, string> {
  if (!given) return {};
  checkTags(given, {});
  return Object.fromEntries(given.map((tag) => [tag.Key!, tag.Value!]));
}
