import { AwsError } from '../../../protocol/aws-error.ts';
import type { ServiceHost } from '../../context.ts';
import type { FunctionAnswer } from '../../function-invoker.ts';

export interface FunctionRef {
  /** With its qualifier, if any. */
  readonly functionArn: string;
  readonly account: string;
  readonly region: string;
}

export type CallOutcome =
  | { kind: 'answer'; answer: FunctionAnswer }
  | { kind: 'timeout' }
  /** Lambda refused the call. */
  | { kind: 'refused'; error: AwsError };

/** Runs a function for at most `timeoutMs`; one that takes longer goes on, unwatched. */
export function callFunction(
  host: ServiceHost,
  target: FunctionRef,
  payload: string | Uint8Array,
  timeoutMs: number,
  caller: { traceId?: string; tenantId?: string | undefined } = {},
): Promise<CallOutcome> {
  const invocation = host.functions.run({
    account: target.account,
    region: target.region,
    functionName: target.functionArn,
    payload,
    ...caller,
  });
  return new Promise((resolve, reject) => {
    const timer = host.clock.realTimeout(timeoutMs, () => resolve({ kind: 'timeout' }));
    invocation.then(
      (answer) => {
        timer.cancel();
        resolve({ kind: 'answer', answer });
      },
      (error: unknown) => {
        timer.cancel();
        if (error instanceof AwsError) resolve({ kind: 'refused', error });
        else reject(error);
      },
    );
  });
}
