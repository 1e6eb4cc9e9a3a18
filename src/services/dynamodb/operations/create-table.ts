import type { CreateTableInput, Tag } from '@aws-sdk/client-dynamodb';
import { notImplemented } from '../../../protocol/aws-error.ts';
import type { Context } from '../../context.ts';
import { operation } from '../../define-service.ts';
import { validationError } from '../errors.ts';
import { checkSchema } from '../tables/check-keys.ts';
import { checkPolicy } from '../tables/resource-policy.ts';
import { describeTable } from '../tables/describe.ts';
import { encryption } from '../tables/encryption.ts';
import { insertTable } from '../tables/insert-table.ts';
import { checkStreamSpecification } from '../tables/stream-switch.ts';
import type { TableRecord } from '../tables/table.ts';
import { tableNameOf } from '../tables/table-name.ts';
import { checkTags } from '../tables/tags.ts';
import { checkThroughput, onDemandLimits } from '../tables/throughput.ts';
import { throughputOf, toIndex } from '../tables/to-index.ts';

/**
 * The answer says CREATING, as AWS's does; the table can be used at once, so that nobody waits for it.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html
 */
export const createTable = operation('dynamodb', 'CreateTable', async (input, context) => {
  const name = tableNameOf(context, input.TableName);
  refuseUnbuilt(input);
  const table = toTable(input, name, context);
  const viewType = checkStreamSpecification(input.StreamSpecification);
  const created = await insertTable(context, table, viewType);
  return { TableDescription: describeTable(context, created, undefined, 'CREATING') };
});

function refuseUnbuilt(input: CreateTableInput): void {
  for (const member of ['VectorIndexes', 'GlobalTableSourceArn'] as const)
    if (input[member]) throw notImplemented('dynamodb', 'CreateTable', member);
}

function toTable(input: CreateTableInput, name: string, context: Context): TableRecord {
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
