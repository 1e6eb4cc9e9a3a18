/** Signatures of requests that do not pass the gateway's chain: to function URLs and APIs with IAM authorization. */
import type { Clock } from '../../platform/clock.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import { requireSignature, type Signature } from '../../protocol/sigv4/parse.ts';
import { verifySignature } from '../../protocol/sigv4/verify.ts';
import type { IamMode } from '../../authorization/mode.ts';
import type { Authorizer } from '../authorizer.ts';
import type { CallerResolver } from './resolve-caller.ts';

export function createAuthenticate({
  callers,
  clock,
  mode,
}: {
  callers: Pick<CallerResolver, 'resolve'>;
  clock: Clock;
  mode: IamMode;
}): Authorizer['authenticate'] {
  return async (request) => {
    const signature = requireSignature(request);
    const { accessKeyId, sessionToken } = signature;
    const { caller, secretAccessKey } = await callers.resolve(accessKeyId, sessionToken);
    if (secretAccessKey !== undefined) {
      verifySignature({
        request,
        signature,
        secretAccessKey,
        nowEpochMs: verificationTime(clock, signature),
        body: request.body,
      });
    } else if (mode === 'enforce') throw unknownKey();
    return caller;
  };
}

/**
 * Clients sign by the clock on their wall, however far somebody has moved Brume's; what a URL says of
 * its end follows Brume's. @returns epoch milliseconds
 */
export function verificationTime(
  clock: Pick<Clock, 'now' | 'offsetMs'>,
  signature: Pick<Signature, 'place'>,
): number {
  return signature.place === 'header' ? clock.now() - clock.offsetMs() : clock.now();
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html */
function unknownKey(): AwsError {
  return new AwsError(
    'InvalidClientTokenId',
    'The security token included in the request is invalid.',
    { status: 403 },
  );
}
