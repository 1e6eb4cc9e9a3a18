/** Buckets have one name space for all accounts, so their tables belong to the whole partition. */
import { defineTable, type Table } from '../store.ts';
import type { ChecksumAlgorithm } from '../../protocol/s3/checksum.ts';

export interface BucketRecord {
  name: string;
  account: string;
  region: string;
  createdEpochMs: number;
  /** Absent: was never switched on. */
  versioning?: 'Enabled' | 'Suspended';
  /** Chosen at creation or later, for good. */
  objectLock?: true;
}

/** Where the bytes of one object version or part are; no two share them. */
export type Content =
  | { kind: 'empty' }
  /** A row of `contents` with `bytes`. */
  | { kind: 'inline'; id: string }
  | { kind: 'blob'; id: string }
  /** A row of `contents` with `parts`. */
  | { kind: 'parts'; id: string };

export interface StoredChecksum {
  algorithm: ChecksumAlgorithm;
  /** Base64; of a COMPOSITE one with `-N` behind it. */
  value: string;
  type: 'FULL_OBJECT' | 'COMPOSITE';
}

export interface Encryption {
  algorithm: 'AES256' | 'aws:kms' | 'aws:kms:dsse' | 'SSE-C';
  kmsKeyId?: string;
  /** The context of KMS, base64 as given. */
  kmsContext?: string;
  bucketKeyEnabled?: boolean;
  /** Of SSE-C: tells the right key from others, and is no key itself. */
  customerKeyMd5?: string;
}

/** Headers that are given back as they came. */
export interface SystemMetadata {
  contentType?: string;
  cacheControl?: string;
  contentDisposition?: string;
  contentEncoding?: string;
  contentLanguage?: string;
  /** As given: it need not be a date. */
  expires?: string;
  websiteRedirectLocation?: string;
}

export interface Retention {
  mode: 'GOVERNANCE' | 'COMPLIANCE';
  untilEpochMs: number;
}

export interface Grant {
  grantee: { type: 'CanonicalUser'; id: string } | { type: 'Group'; uri: string };
  permission: 'FULL_CONTROL' | 'READ' | 'WRITE' | 'READ_ACP' | 'WRITE_ACP';
}

/** What is decided when an upload begins, and holds for the object it becomes. */
export interface ObjectTraits {
  system: SystemMetadata;
  metadata: Record<string, string>;
  storageClass: string;
  tags: Record<string, string>;
  encryption: Encryption;
  /** Absent: private to its owner. */
  grants?: Grant[];
  retention?: Retention;
  legalHold?: boolean;
}

export interface ObjectVersion extends ObjectTraits {
  /** `null` unless versioning was on. */
  versionId: string;
  /** Counts the versions of a key; the newest has the highest. */
  sequence: number;
  isDeleteMarker?: true;
  modifiedEpochMs: number;
  /** The account that owns it. */
  owner: string;
  sizeBytes: number;
  /** Without quotes. */
  etag: string;
  content: Content;
  checksum?: StoredChecksum;
  /** Of objects that were uploaded in parts. */
  partCount?: number;
  /** AES-CTR's first counter block, of SSE-C. */
  iv?: Uint8Array;
  /** On the newest version only: the sequence of the version `null`, when that is an older one. */
  olderNullSequence?: number;
  /** A temporary copy of an archived object. */
  restoredUntilEpochMs?: number;
}

export interface UploadRecord extends ObjectTraits {
  bucket: string;
  key: string;
  uploadId: string;
  initiatedEpochMs: number;
  owner: string;
  checksumAlgorithm: ChecksumAlgorithm;
  checksumType: 'FULL_OBJECT' | 'COMPOSITE';
  /** Whether the client chose an algorithm: only then does it see checksums of parts. */
  hasOwnChecksum: boolean;
}

export interface PartRecord {
  number: number;
  sizeBytes: number;
  etag: string;
  modifiedEpochMs: number;
  content: Content;
  /** Base64, in the algorithm of the upload. */
  checksum: string;
  iv?: Uint8Array;
}

export interface ContentRow {
  bytes?: Uint8Array;
  parts?: PartRecord[];
}

function table<T>(name: string, scope: Table<T>['scope'] = 'partition'): Table<T> {
  return defineTable<T>({ service: 's3', name, scope, version: 1 });
}

/** Key: `[bucket]`. */
export const buckets = table<BucketRecord>('buckets');
/** Key: `[bucket]`, of the buckets of one account. */
export const ownedBuckets = table<true>('owned-buckets', 'account');
/** Key: `[bucket, kind]` or `[bucket, kind, id]`: what Put…Configuration was given. */
export const settings = table<object>('settings');
/** Key: `[bucket, key]`: the newest version of each key, delete markers included. */
export const objects = table<ObjectVersion>('objects');
/** Key: `[bucket, key, -sequence]`: all others, newest first. */
export const olderVersions = table<ObjectVersion>('older-versions');
/** Key: `[id]`. */
export const contents = table<ContentRow>('contents');
/** Key: `[blob id]`: blobs that something refers to; others are removed at the next start. */
export const blobs = table<true>('blobs');
/** Key: `[bucket, key, upload id]`. */
export const uploads = table<UploadRecord>('uploads');
/** What completing an upload answered, for a client that asks again. */
export interface CompletedUpload {
  etag: string;
  versionId: string;
  checksum: StoredChecksum;
  encryption: Encryption;
  completedEpochMs: number;
}

/** Key: `[bucket, key, upload id]`; kept for a day. */
export const completedUploads = table<CompletedUpload>('completed-uploads');
/** Key: `[upload id, part number]`. */
export const parts = table<PartRecord>('parts');
/** Key: `[bucket, lane]`. Never written: locked by writers of a bucket, one lane each, and by its deletion, all. */
export const lanes = table<never>('lanes');
