import { AwsError } from '../../protocol/aws-error.ts';
import { guessProtocol, writeError } from '../../protocol/write.ts';
import type { Exchange } from '../exchange.ts';

/** An `AwsError` as the client's protocol writes it; anything else is ours: logged whole, answered as a 500. */
export function renderError(exchange: Exchange, error: unknown): void {
  const known = error instanceof AwsError ? error : internalFailure(exchange, error);
  exchange.errorCode = known.code;
  exchange.response = writeError(
    exchange.model,
    exchange.protocol ?? guessProtocol(exchange),
    known,
    exchange.requestId,
  );
}

function internalFailure(exchange: Exchange, error: unknown): AwsError {
  const { gateway, operation, requestId, serviceId } = exchange;
  gateway.log.error(
    `${serviceId ?? 'unknown'}.${operation?.name ?? 'unknown'} failed unexpectedly`,
    {
      code: 'ERR_UNEXPECTED',
      requestId,
      error,
    },
  );
  return new AwsError(
    'InternalFailure',
    `Brume failed to process this request (ERR_UNEXPECTED). Its log has the details under request id ${requestId}.`,
    { status: 500 },
  );
}
