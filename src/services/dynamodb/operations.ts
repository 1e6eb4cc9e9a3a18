import type { Operation } from '../define-service.ts';
import { batchExecuteStatement } from './operations/batch-execute-statement.ts';
import { batchGetItem } from './operations/batch-get-item.ts';
import { batchWriteItem } from './operations/batch-write-item.ts';
import { createBackup } from './operations/create-backup.ts';
import { createTable } from './operations/create-table.ts';
import { deleteBackup } from './operations/delete-backup.ts';
import { deleteItem } from './operations/delete-item.ts';
import { deleteResourcePolicy } from './operations/delete-resource-policy.ts';
import { deleteTable } from './operations/delete-table.ts';
import { describeBackup } from './operations/describe-backup.ts';
import { describeContinuousBackups } from './operations/describe-continuous-backups.ts';
import { describeContributorInsights } from './operations/describe-contributor-insights.ts';
import { describeEndpoints } from './operations/describe-endpoints.ts';
import { describeExport } from './operations/describe-export.ts';
import { describeGlobalTable } from './operations/describe-global-table.ts';
import { describeImport } from './operations/describe-import.ts';
import { describeKinesisStreamingDestination } from './operations/describe-kinesis-streaming-destination.ts';
import { describeLimits } from './operations/describe-limits.ts';
import { describeTable } from './operations/describe-table.ts';
import { describeTimeToLive } from './operations/describe-time-to-live.ts';
import { executeStatement } from './operations/execute-statement.ts';
import { executeTransaction } from './operations/execute-transaction.ts';
import { exportTableToPointInTime } from './operations/export-table-to-point-in-time.ts';
import { getItem } from './operations/get-item.ts';
import { getResourcePolicy } from './operations/get-resource-policy.ts';
import { importTable } from './operations/import-table.ts';
import { listBackups } from './operations/list-backups.ts';
import { listContributorInsights } from './operations/list-contributor-insights.ts';
import { listExports } from './operations/list-exports.ts';
import { listGlobalTables } from './operations/list-global-tables.ts';
import { listImports } from './operations/list-imports.ts';
import { listTables } from './operations/list-tables.ts';
import { listTagsOfResource } from './operations/list-tags-of-resource.ts';
import { putItem } from './operations/put-item.ts';
import { putResourcePolicy } from './operations/put-resource-policy.ts';
import { query } from './operations/query.ts';
import { restoreTableFromBackup } from './operations/restore-table-from-backup.ts';
import { scan } from './operations/scan.ts';
import { tagResource } from './operations/tag-resource.ts';
import { transactGetItems } from './operations/transact-get-items.ts';
import { transactWriteItems } from './operations/transact-write-items.ts';
import { untagResource } from './operations/untag-resource.ts';
import { updateContinuousBackups } from './operations/update-continuous-backups.ts';
import { updateContributorInsights } from './operations/update-contributor-insights.ts';
import { updateItem } from './operations/update-item.ts';
import { updateTable } from './operations/update-table.ts';
import { updateTimeToLive } from './operations/update-time-to-live.ts';

/** Every operation that is built; loaded by the first request to this service. */
export const operations: readonly Operation[] = [
  batchExecuteStatement,
  batchGetItem,
  batchWriteItem,
  createBackup,
  createTable,
  deleteBackup,
  deleteItem,
  deleteResourcePolicy,
  deleteTable,
  describeBackup,
  describeContinuousBackups,
  describeContributorInsights,
  describeEndpoints,
  describeExport,
  describeGlobalTable,
  describeImport,
  describeKinesisStreamingDestination,
  describeLimits,
  describeTable,
  describeTimeToLive,
  executeStatement,
  executeTransaction,
  exportTableToPointInTime,
  getItem,
  getResourcePolicy,
  importTable,
  listBackups,
  listContributorInsights,
  listExports,
  listGlobalTables,
  listImports,
  listTables,
  listTagsOfResource,
  putItem,
  putResourcePolicy,
  query,
  restoreTableFromBackup,
  scan,
  tagResource,
  transactGetItems,
  transactWriteItems,
  untagResource,
  updateContinuousBackups,
  updateContributorInsights,
  updateItem,
  updateTable,
  updateTimeToLive,
];
