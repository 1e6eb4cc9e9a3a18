import type { ExportTableToPointInTimeInput } from '@aws-sdk/client-dynamodb';
import { notImplemented } from '../../../protocol/aws-error.ts';
import type { Context } from '../../context.ts';
import { operation, serviceError } from '../../define-service.ts';
import { backupTableNotFound } from '../backups/errors.ts';
import { stateOf } from '../state-of.ts';
import { tables } from '../store.ts';
import { tableNameOf } from '../tables/table-name.ts';
import type { TableRecord } from '../tables/table.ts';
import { claimToken } from '../transfers/claim-token.ts';
import { describeExport } from '../transfers/describe-export.ts';
import { type Export, exports, transferTokens } from '../transfers/store.ts';

/**
 * Exports the table as it is: there is no history, so another time is refused. Writes made while the
 * files are written may or may not be in them.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExportTableToPointInTime.html
 */
export const exportTableToPointInTime = operation(
  'dynamodb',
  'ExportTableToPointInTime',
  async (input, context) => {
    const name = tableNameOf(context, input.TableArn);
    refuseUnbuilt(input, context);
    const table = await context.store.get(tables, [name]);
    if (!table) throw backupTableNotFound(name);
    if (!table.recovery)
      throw serviceError(
        'dynamodb',
        'PointInTimeRecoveryUnavailableException',
        `Point in time recovery is not enabled for table '${name}'`,
      );
    const record = toExport(input, table, context);
    const { token, id } = record;
    let started = (): void => {};
    const lock = [transferTokens, ['export', token]] as const;
    const shown = await context.store.transact([lock], async (tx) => {
      const { ClientToken: _, ...request } = input;
      const earlier = await claimToken(
        tx,
        context,
        { kind: 'export', token, id, request },
        conflict,
      );
      if (earlier !== undefined) return (await tx.get(exports, [earlier])) ?? record;
      tx.put(exports, [id], record);
      started = stateOf(context).jobs.add(tx, context, { kind: 'export', exportId: id });
      return record;
    });
    started();
    return { ExportDescription: describeExport(context, shown) };
  },
);

function conflict(): Error {
  return serviceError(
    'dynamodb',
    'ExportConflictException',
    'There was a conflict: the client token stands for an export with other parameters.',
  );
}

function refuseUnbuilt(input: ExportTableToPointInTimeInput, { clock }: Context): void {
  const refuse = (member: string): Error =>
    notImplemented('dynamodb', 'ExportTableToPointInTime', member);
  if (input.ExportFormat === 'ION') throw refuse('ExportFormat ION');
  if (input.ExportType === 'INCREMENTAL_EXPORT') throw refuse('ExportType INCREMENTAL_EXPORT');
  for (const member of ['IncrementalExportSpecification', 'FilterSpecification'] as const)
    if (input[member]) throw refuse(member);
  if (!input.ExportTime) return;
  if (input.ExportTime.getTime() > clock.now())
    throw serviceError(
      'dynamodb',
      'InvalidExportTimeException',
      'The export time is in the future.',
    );
  throw refuse('ExportTime');
}

function toExport(
  input: ExportTableToPointInTimeInput,
  table: TableRecord,
  { clock, ids }: Context,
): Export {
  const now = clock.now();
  return {
    id: `${String(now).padStart(14, '0')}-${ids.hex(8)}`,
    token: input.ClientToken ?? ids.uuid(),
    tableName: table.name,
    tableId: table.id,
    rowsId: table.rowsId,
    startedAtEpochMs: now,
    status: 'IN_PROGRESS',
    itemCount: 0,
    sizeBytes: 0,
    bucket: input.S3Bucket!,
    ...(input.S3BucketOwner !== undefined && { bucketOwner: input.S3BucketOwner }),
    ...(input.S3Prefix !== undefined && { prefix: input.S3Prefix }),
    ...(input.S3SseAlgorithm !== undefined && { sseAlgorithm: input.S3SseAlgorithm }),
    ...(input.S3SseKmsKeyId !== undefined && { sseKeyId: input.S3SseKmsKeyId }),
  };
}
