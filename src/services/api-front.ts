/**
 * What a service adds to the chain of AWS API requests because AWS's own front does it for that
 * service alone: CORS by the rules of each bucket, and uploads by a browser's form.
 */
import type { WireRequest, WireResponse } from '../protocol/interface.ts';

export type FrontRequest = Omit<WireRequest, 'body'>;

export interface ApiFront {
  /** Answers a CORS preflight; undefined: the gateway's own answer serves. */
  answerPreflight(request: FrontRequest): Promise<WireResponse | undefined>;
  /** What CORS adds to the answer of a request with an Origin. */
  corsHeaders(request: FrontRequest): Promise<Record<string, string>>;
  /** Whether this is an upload by a form, which no operation of the model describes. */
  takesForm(request: FrontRequest): boolean;
  /** Runs an upload that `takesForm`, as operations on behalf of the credential in the form. */
  handleForm(
    request: FrontRequest & { body: AsyncIterable<Uint8Array> },
    run: RunForForm,
  ): Promise<WireResponse>;
}

export type RunForForm = (
  operation: string,
  input: object,
  credential: FormCredential | undefined,
) => Promise<object>;

/** As a form carries it: in fields instead of headers. */
export interface FormCredential {
  accessKeyId: string;
  region: string;
  sessionToken: string | undefined;
  /** What was signed, and how; absent in forms of Signature Version 2. */
  signed: FormSignature | undefined;
}

export interface FormSignature {
  /** The policy, in base64. */
  text: string;
  /** `20260101` */
  date: string;
  signature: string;
}
