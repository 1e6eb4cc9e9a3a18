/**
 * Function execution, free of AWS API shapes: the lambda service (control plane) stands on this.
 * States and names are those of https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
 */
import type { Engine } from '../engine/interface.ts';
import type { Clock } from '../platform/clock.ts';
import type { Ids } from '../platform/ids.ts';
import type { Logger } from '../platform/logger.ts';
import type { SandboxKind } from './sandbox/select.ts';

/** Everything that running one version of one function depends on. */
export interface FunctionVersion {
  /** Changes whenever any other member but `reservedConcurrency` changes; names the pool of instances. */
  readonly configId: string;
  readonly account: string;
  readonly region: string;
  readonly name: string;
  /** `$LATEST` or a number. */
  readonly version: string;
  /** Unqualified. */
  readonly arn: string;
  readonly runtime: string;
  readonly handler: string;
  readonly roleArn: string;
  readonly architecture: 'x86_64' | 'arm64';
  readonly memoryMb: number;
  readonly timeoutMs: number;
  readonly ephemeralStorageMb: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Names unpacked code in the code store. */
  readonly codeId: string;
  /** Unpacked code of the layers, in the order in which they are merged at `/opt`; later ones win. */
  readonly layerIds: readonly string[];
  readonly logGroup: string;
  /** At most this many instances; undefined: the account's limit. */
  readonly reservedConcurrency: number | undefined;
  /** The layers, merged (`/opt`); its `extensions` folder holds external extensions. */
  readonly optDir?: string;
  /** How the platform writes its own lines; `Text` when absent. */
  readonly logFormat?: 'Text' | 'JSON';
  /** With JSON: the least important of the platform's lines that are logged; `INFO` when absent. */
  readonly systemLogLevel?: 'DEBUG' | 'INFO' | 'WARN';
  /** With JSON: what the runtime holds the function's own lines to; `INFO` when absent. */
  readonly applicationLogLevel?: 'TRACE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR' | 'FATAL';
  /** Every tenant has instances of its own, and every invocation names one. */
  readonly isPerTenant?: boolean;
  /** `Active`: every invocation is sampled, and REPORT names the trace; `PassThrough` when absent. */
  readonly tracingMode?: 'Active' | 'PassThrough';
}

export interface InvocationRequest {
  readonly requestId: string;
  /** The event, JSON text; passed through unparsed. */
  readonly payload: string | Uint8Array;
  /** The ARN the caller named, with its qualifier. */
  readonly invokedArn: string;
  /** JSON text, already decoded from base64. */
  readonly clientContext?: string;
  /** Only instances that have served nobody else run it; of functions that are `isPerTenant`. */
  readonly tenantId?: string | undefined;
  /** `X-Amzn-Trace-Id` of the caller; one is made when absent. */
  readonly traceId?: string | undefined;
  /** Ask for the last 4 KB of the log. */
  readonly logTail?: boolean;
  /**
   * Takes a streamed answer as soon as it begins; `invoke` resolves when the invocation is over. Not
   * called by a function that answers at once. Without it a streamed answer is collected (6 MB).
   */
  readonly onStream?: (response: StreamedResponse) => void;
}

/** An answer that is still being made. */
export interface StreamedResponse {
  /** As the function set it; `application/octet-stream` otherwise. */
  readonly contentType: string;
  /**
   * The bytes, for one reader; a slow one holds the function's writes back. It ends with the stream,
   * also when the function failed: the result of the invocation tells.
   */
  readonly body: AsyncIterable<Uint8Array>;
  /** After the last byte: the function itself ended it, and within the limit. */
  readonly isWhole: boolean;
  /** The reader has gone. As on AWS the function runs on; what it still writes goes nowhere. */
  discard(): void;
}

export interface InvocationResult {
  /** Empty after a stream that was taken and did not fail. */
  readonly payload: Uint8Array;
  /** Of a streamed answer that was collected. */
  readonly contentType?: string;
  /** Present when the function failed: the value of `X-Amz-Function-Error`. */
  readonly functionError?: 'Unhandled' | 'Handled';
  /** The last 4 KB of this invocation's log, when asked for. */
  readonly logTail?: Uint8Array;
  readonly executedVersion: string;
  readonly durationMs: number;
  readonly billedDurationMs: number;
  readonly initDurationMs?: number;
}

/** How provisioned instances of a version stand. */
export interface ProvisionedState {
  /** Initialised, whether they are busy or not. */
  readonly ready: number;
  /** Why no more are initialised. */
  readonly failure?: string;
}

/** Why an invocation was not even tried; the lambda service turns it into TooManyRequestsException. */
export class ConcurrencyExceeded extends Error {
  override readonly name = 'ConcurrencyExceeded';
  readonly reason:
    | 'ConcurrentInvocationLimitExceeded'
    | 'ReservedFunctionConcurrentInvocationLimitExceeded';
  constructor(reason: ConcurrencyExceeded['reason']) {
    super('Rate Exceeded.');
    this.reason = reason;
  }
}

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  expiresAtEpochMs: number;
}

/** A zip that was checked and unpacked. */
export interface StoredCode {
  /** Content address of the unpacked code. */
  codeId: string;
  /** Of the zip file itself, base64, as in `CodeSha256`. */
  sha256Base64: string;
  zipSizeBytes: number;
  unzippedSizeBytes: number;
}

/** A zip that cannot be code; `reason` tells which modelled exception it becomes. */
export class InvalidCode extends Error {
  override readonly name = 'InvalidCode';
  readonly reason: 'not-a-zip' | 'unzipped-too-large' | 'unsafe-entry' | 'empty';
  constructor(reason: InvalidCode['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

/** One runtime identifier and what this machine has for it. */
export interface RuntimeStatus {
  /** `nodejs22.x` */
  runtime: string;
  state: 'found' | 'fetchable' | 'missing';
  path?: string;
  version?: string;
  /** How to get it, when it is not there. */
  advice?: string;
}

export interface LambdaRuntimeDependencies {
  clock: Clock;
  ids: Ids;
  log: Logger;
  engine: Engine;
  /** `http://localhost:4566`, given to functions as AWS_ENDPOINT_URL. Read when an instance starts. */
  endpointUrl: () => string;
  /** Brume's certificate authority, PEM. Absent: AWS's names do not lead to Brume inside of functions. */
  certificate?: () => Promise<string>;
  /** Working credentials of the function's role. */
  credentials: (fn: FunctionVersion) => Promise<Credentials>;
  /** Scratch folder of this stack (sockets, sandboxes, unpacked code). */
  workDir: string;
  /** Downloads that outlive stacks. */
  cacheDir: string;
  /** Instances at once in one account and region; AWS's default is 1000. */
  accountConcurrency: number;
  /** How functions are isolated; default `auto`: as well as this machine can. */
  sandbox?: SandboxKind;
  /** Whether functions reach the network; default true. */
  egress?: boolean;
  /** Whether processes are started ahead of the functions they will become; default false. */
  standBy?: boolean;
  /** Idle instances are retired after this. */
  keepAliveMs: number;
  /** Told once of every new instance's log stream, before its first line. */
  onLogStream?: (fn: FunctionVersion, group: string, stream: string) => void;
}

export interface LambdaRuntime {
  /** @throws ConcurrencyExceeded; a function's own failure is a result, not a throw. */
  invoke(fn: FunctionVersion, request: InvocationRequest): Promise<InvocationResult>;
  /** Checks, unpacks, stores. Resolves when durable. @throws InvalidCode */
  storeCode(zip: Uint8Array): Promise<StoredCode>;
  /** The zip as it was uploaded, for GetFunction's Code.Location. */
  readZip(codeId: string): AsyncIterable<Uint8Array>;
  /**
   * Makes sure that the runtime is there, and what this code needs besides it (downloads them if need be).
   * @throws BrumeError with advice
   */
  prepare(runtime: string, codeId?: string): Promise<void>;
  /** Lets instances of this pool finish, then shuts them down. */
  retire(configId: string): void;
  /** A first invocation may come: what can be started ahead for it, is. Resolves then; never rejects. */
  expect(fn: FunctionVersion): Promise<void>;
  /** Keeps `count` instances of this version initialised from now on, besides those made on demand. */
  provision(fn: FunctionVersion, count: number): void;
  provisioned(configId: string): ProvisionedState;
  /** What functions without reserved concurrency share in this account and region; the account's limit unless set. */
  setUnreserved(scope: { account: string; region: string }, count: number): void;
  runtimes(): Promise<RuntimeStatus[]>;
  reset(): Promise<void>;
  stop(): Promise<void>;
}
