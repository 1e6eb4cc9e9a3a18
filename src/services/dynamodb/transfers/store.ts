import type { ImportTableInput, S3SseAlgorithm } from '@aws-sdk/client-dynamodb';
import { defineTable } from '../../store.ts';

/** What exports and imports have in common. Their ids sort by time. */
interface Transfer {
  readonly id: string;
  readonly token: string;
  readonly tableName: string;
  readonly tableId: string;
  readonly startedAtEpochMs: number;
  readonly status: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  readonly endedAtEpochMs?: number;
  readonly failure?: { readonly code: string; readonly message: string };
  readonly itemCount: number;
  readonly sizeBytes: number;
}

export interface Export extends Transfer {
  readonly rowsId: string;
  readonly bucket: string;
  readonly bucketOwner?: string;
  readonly prefix?: string;
  readonly sseAlgorithm?: S3SseAlgorithm;
  readonly sseKeyId?: string;
}

export interface Import extends Transfer {
  readonly input: ImportTableInput;
  readonly importedCount: number;
  readonly errorCount: number;
}

/** Key: `[id]`. */
export const exports = defineTable<Export>({
  service: 'dynamodb',
  name: 'exports',
  scope: 'region',
  version: 1,
});

/** Key: `[id]`. */
export const imports = defineTable<Import>({
  service: 'dynamodb',
  name: 'imports',
  scope: 'region',
  version: 1,
});

export interface TransferToken {
  readonly id: string;
  /** Of the request, so that a token cannot be used for another one. */
  readonly digest: string;
  readonly atEpochMs: number;
}

/** Key: `['export' or 'import', client token]`. */
export const transferTokens = defineTable<TransferToken>({
  service: 'dynamodb',
  name: 'transfer-tokens',
  scope: 'region',
  version: 1,
});
