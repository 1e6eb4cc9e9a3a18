/** A function as it is stored. The wire shapes are made from it in `configuration.ts`. */
import type {
  ApplicationLogLevel,
  Architecture,
  CodeSigningPolicy,
  Cors,
  FunctionUrlAuthType,
  InvokeMode,
  RecursiveLoop,
  Runtime,
  SystemLogLevel,
  TenantIsolationMode,
  TracingMode,
  UpdateRuntimeOn,
} from '@aws-sdk/client-lambda';
import type { Destinations } from './destination.ts';
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
  /** Undefined: plain text, without levels. */
  jsonLogs?: { applicationLevel: ApplicationLogLevel; systemLevel: SystemLogLevel };
  deadLetterArn?: string;
  /** Undefined: all callers share instances. */
  tenantIsolation?: TenantIsolationMode;
  /** In the order in which they are merged; undefined: none. */
  layers?: AttachedLayer[];
}

/** A layer version as a function uses it: complete, because it goes on working when the version is deleted. */
export interface AttachedLayer {
  arn: string;
  codeId: string;
  zipSizeBytes: number;
  unzippedSizeBytes: number;
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
  /** Undefined: Auto. */
  runtimeManagement?: { updateOn: UpdateRuntimeOn; versionArn?: string };
  /** Of a numbered version: the `configId` that $LATEST had when it was published. */
  publishedFrom?: string;
}

export interface FunctionRecord {
  latest: VersionRecord;
  tags: Record<string, string>;
  reservedConcurrency?: number;
  /** The number of the newest published version; numbers are never used again. */
  lastVersion: number;
  /** Undefined: Terminate. */
  recursiveLoop?: RecursiveLoop;
  codeSigningConfigArn?: string;
}

export interface CodeSigningRecord {
  id: string;
  description: string;
  profileArns: string[];
  policy: CodeSigningPolicy;
  modifiedEpochMs: number;
}

export interface AliasRecord {
  name: string;
  version: string;
  description: string;
  /** Weights of further versions, 0 to 1. */
  weights?: Record<string, number>;
  revisionId: string;
}

/** Provisioned concurrency of a version or alias. */
export interface ProvisionedRecord {
  account: string;
  region: string;
  name: string;
  /** A number or an alias. */
  qualifier: string;
  requested: number;
  modifiedEpochMs: number;
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

/** One version of a layer. */
export interface LayerVersionRecord {
  name: string;
  version: number;
  description: string;
  licenseInfo?: string;
  /** Undefined: never said, and then absent from answers. */
  compatibleRuntimes?: Runtime[];
  compatibleArchitectures?: Architecture[];
  code: StoredCode;
  createdEpochMs: number;
  policy?: LayerPolicyRecord;
}

/** What outlives the versions of a layer. */
export interface LayerRecord {
  /** The number of the newest version; numbers are never used again. */
  lastVersion: number;
}

/** A statement that PutResourcePolicy brought, as it came. */
export type ForeignStatement = Readonly<Record<string, unknown>> & { readonly Sid?: string };

/** The policy of a function, version or alias, whose revision is also the policy's. */
export interface PolicyRecord {
  statements: (PolicyStatement | ForeignStatement)[];
  /** `default` unless PutResourcePolicy named another. */
  id?: string;
}

export interface LayerPolicyRecord {
  statements: PolicyStatement[];
  revisionId: string;
}

/** How asynchronous invocations are retried; undefined members mean AWS's defaults. */
export interface EventInvokeRecord extends Destinations {
  maximumRetryAttempts?: number;
  maximumEventAgeSeconds?: number;
  modifiedEpochMs: number;
}
