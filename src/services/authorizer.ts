/** How the gateway and the data planes ask whether somebody may do something (`--iam`). */
import type { ContextValues } from '../authorization/context.ts';
import type { Decision } from '../authorization/evaluate.ts';
import type { IamMode } from '../authorization/mode.ts';
import type { AwsError } from '../protocol/aws-error.ts';
import type { SignedRequest } from '../protocol/sigv4/parse.ts';
import type { Caller, Context } from './context.ts';

/** One thing that a call needs to be allowed. */
export interface Need {
  /** `lambda:InvokeFunction` */
  action: string;
  /** An ARN, or `*` for actions that are about no resource. */
  resource: string;
  /** Condition keys besides the global ones. */
  context?: ContextValues;
  /** Documents on the resource's side. */
  resourcePolicies?: readonly string[];
  /** Whose the resource is; the account in its ARN when absent, else the caller's. */
  resourceAccount?: string;
  /** Without the resource's policy nothing goes (trust policies). */
  needsResourceConsent?: boolean;
}

/** Where a request came from, for the global condition keys. */
export interface Origin {
  sourceIp?: string | undefined;
  userAgent?: string | undefined;
  isTls?: boolean;
  region?: string;
}

export interface Question extends Need {
  caller: Caller;
  origin?: Origin;
}

export interface Authorizer {
  readonly mode: IamMode;
  /** What policies say, whatever the mode. */
  decide(question: Question): Promise<Decision>;
  /**
   * Decides and notes, by the mode: undefined when the call may go on, else the sentence about the denial
   * (only in `enforce`).
   */
  check(question: Question): Promise<string | undefined>;
  /** Notes what `enforce` would have refused for another reason, such as its signature. */
  note(caller: Caller, failure: AwsError): void;
  /**
   * Who signed a request to a data plane. In mode `off` a key whose secret nobody knows is believed.
   * @throws AwsError as AWS's front does
   */
  authenticate(request: SignedRequest & { body: Buffer }): Promise<Caller>;
  /** What `audit` has noted. */
  report(): AuditReport;
}

export interface AuditReport {
  mode: IamMode;
  since: string;
  /** What `enforce` would have refused. */
  denials: { caller: string; action: string; resource: string; reason: string; count: number }[];
  /** By caller: a policy with all that it did and no more. */
  policies: Record<string, object>;
  /** More callers, actions or resources came than are kept apart. */
  isPartial: boolean;
}

/** What an operation needs, said by its service; undefined: unknown, so it is denied. */
export interface ServiceAuthorization {
  needsOf(call: AuthorizedCall): Promise<readonly Need[] | undefined> | readonly Need[] | undefined;
}

export interface AuthorizedCall {
  operation: string;
  input: Readonly<Record<string, unknown>>;
  method: string;
  /** Raw, without the query. */
  path: string;
  context: Context;
}
