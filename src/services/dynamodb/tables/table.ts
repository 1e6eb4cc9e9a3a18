import type { ContributorInsightsMode, ScalarAttributeType } from '@aws-sdk/client-dynamodb';
import { formatArn } from '../../../platform/arn.ts';
import type { KeyAttribute } from '../expressions/key-condition.ts';

/** A table as it is stored. Never changed in place: decoded tables are shared by requests. */
export interface TableRecord {
  readonly name: string;
  /** AWS's TableId. */
  readonly id: string;
  /** Names the rows of its items; shorter, and another one for every table that ever had this name. */
  readonly rowsId: string;
  readonly createdAtEpochMs: number;
  readonly status: 'CREATING' | 'ACTIVE' | 'DELETING';
  readonly attributes: readonly { readonly name: string; readonly type: ScalarAttributeType }[];
  /** Names of the partition key and, maybe, the sort key. */
  readonly keys: readonly string[];
  readonly localIndexes: readonly IndexRecord[];
  readonly globalIndexes: readonly IndexRecord[];
  readonly billing: Billing;
  readonly deletionProtected: boolean;
  readonly tableClass: 'STANDARD' | 'STANDARD_INFREQUENT_ACCESS';
  readonly tableClassChangedAtEpochMs?: number;
  readonly sse?: { readonly keyArn: string; readonly enabledAtEpochMs: number };
  readonly tags: Readonly<Record<string, string>>;
  /** The stream that item changes are written to. */
  readonly stream?: StreamOfTable;
  /** The stream that was switched on last, on or off. */
  readonly latestStreamLabel?: string;
  readonly ttl?: { readonly attribute: string };
  readonly recovery?: { readonly enabledAtEpochMs: number; readonly days: number };
  /** By name of the index; the table's own under no name. */
  readonly insights?: Readonly<Record<string, InsightsSetting>>;
  readonly policy?: { readonly document: string; readonly revisionId: string };
  readonly restoredFrom?: {
    readonly backupArn: string;
    readonly tableArn: string;
    readonly atEpochMs: number;
  };
}

export interface InsightsSetting {
  readonly isOn: boolean;
  readonly mode: ContributorInsightsMode;
  readonly changedAtEpochMs: number;
}

export interface StreamOfTable {
  readonly id: string;
  readonly label: string;
  readonly viewType: 'KEYS_ONLY' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES';
}

export interface Billing {
  readonly mode: 'PROVISIONED' | 'PAY_PER_REQUEST';
  readonly throughput?: Throughput;
  /** Of on-demand tables, where a person set it. */
  readonly onDemand?: { readonly read?: number; readonly write?: number };
  readonly onDemandSinceEpochMs?: number;
  readonly increasedAtEpochMs?: number;
  readonly decreasedAtEpochMs?: number;
}

export interface Throughput {
  readonly read: number;
  readonly write: number;
}

export interface IndexRecord {
  readonly name: string;
  /** Names the rows of its entries. */
  readonly rowsId: string;
  readonly status: 'CREATING' | 'ACTIVE' | 'DELETING';
  readonly keys: readonly string[];
  readonly projection: {
    readonly type: 'ALL' | 'KEYS_ONLY' | 'INCLUDE';
    readonly attributes?: readonly string[];
  };
  readonly throughput?: Throughput;
}

/** The key attributes of a table or one of its indexes, with their types. */
export function keyAttributes(table: TableRecord, keys: readonly string[]): KeyAttribute[] {
  return keys.map((name) => ({
    name,
    type: table.attributes.find((each) => each.name === name)!.type,
  }));
}

export function indexesOf(table: TableRecord): readonly IndexRecord[] {
  const { localIndexes, globalIndexes } = table;
  if (localIndexes.length === 0) return globalIndexes;
  return globalIndexes.length === 0 ? localIndexes : [...localIndexes, ...globalIndexes];
}

export function isLocal(table: TableRecord, index: IndexRecord): boolean {
  return table.localIndexes.includes(index);
}

/** The attributes of an index entry; undefined: all of the item. */
export function projectedAttributes(
  table: TableRecord,
  index: IndexRecord,
): readonly string[] | undefined {
  const { type, attributes = [] } = index.projection;
  return type === 'ALL' ? undefined : [...new Set([...table.keys, ...index.keys, ...attributes])];
}

export function tableArn(scope: { account: string; region: string }, name: string): string {
  const { account, region } = scope;
  return formatArn({ service: 'dynamodb', account, region, resource: `table/${name}` });
}
