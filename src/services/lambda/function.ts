/** A function as it is stored. The wire shapes are made from it in `configuration.ts`. */
import type {
  Architecture,
  Cors,
  FunctionUrlAuthType,
  InvokeMode,
  Runtime,
  TracingMode,
} from '@aws-sdk/client-lambda';
import type { StoredCode } from '../../lambda-runtime/interface.ts';

export const LATEST = '$LATEST';

/** What a person sets about one version. */
export interface FunctionSettings {
  description: string;
  runtime: Runtime;
  handler: string;
  role: string;
  timeoutSeconds: number;
  memoryMb: number;
  ephemeralStorageMb: number;
  architecture: Architecture;
  /** Undefined: never set, and then absent from answers. */
  environment?: Record<string, string>;
  tracingMode: TracingMode;
  logGroup: string;
}

/** One version of a function; a numbered one never changes again. */
export interface VersionRecord {
  name: string;
  /** `$LATEST` or a number. */
  version: string;
  settings: FunctionSettings;
  code: StoredCode;
  /** Changes whenever settings or code do; names the pool of instances. */
  configId: string;
  /** Changes with every change at all, as clients see it. */
  revisionId: string;
  lastModifiedEpochMs: number;
  state: 'Pending' | 'Active' | 'Failed';
  /** Why the state is Failed. */
  stateReason?: string;
  updateStatus: 'InProgress' | 'Successful' | 'Failed';
  updateReason?: string;
  /** Of a numbered version: the `configId` that $LATEST had when it was published. */
  publishedFrom?: string;
}

export interface FunctionRecord {
  latest: VersionRecord;
  tags: Record<string, string>;
  reservedConcurrency?: number;
  /** The number of the newest published version; numbers are never used again. */
  lastVersion: number;
}

export interface AliasRecord {
  name: string;
  version: string;
  description: string;
  /** Weights of further versions, 0 to 1. */
  weights?: Record<string, number>;
  revisionId: string;
}

export interface FunctionUrlRecord {
  urlId: string;
  authType: FunctionUrlAuthType;
  /** Absent: BUFFERED. */
  invokeMode?: InvokeMode;
  cors?: Cors;
  createdEpochMs: number;
  modifiedEpochMs: number;
}

/** Which function a function URL belongs to. */
export interface UrlOwner {
  account: string;
  region: string;
  name: string;
  /** `$LATEST` or an alias. */
  qualifier: string;
}

/** One statement of a resource policy, exactly as GetPolicy prints it. */
export interface PolicyStatement {
  Sid: string;
  Effect: 'Allow';
  Principal: '*' | { Service: string } | { AWS: string };
  Action: string;
  Resource: string;
  Condition?: Record<string, Record<string, string>>;
}

export interface PolicyRecord {
  statements: PolicyStatement[];
  revisionId: string;
}

/** How asynchronous invocations are retried; undefined members mean AWS's defaults. */
export interface EventInvokeRecord {
  maximumRetryAttempts?: number;
  maximumEventAgeSeconds?: number;
  modifiedEpochMs: number;
}
