import type { AwsError } from '../../protocol/aws-error.ts';
import type { WireResponse } from '../../protocol/interface.ts';
import { writeError } from '../../protocol/write.ts';

/** An error as S3 writes it, where no operation is known that could. */
export function errorResponse(error: AwsError, requestId = ''): WireResponse {
  return writeError(undefined, 'rest-xml', error, requestId);
}
