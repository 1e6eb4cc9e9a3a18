/** What AWS answers for credentials that do not hold: every protocol has its own words. */
import { AwsError } from '../protocol/aws-error.ts';
import type { Exchange } from './exchange.ts';

export type CredentialFault = 'missing' | 'unknown' | 'expired' | 'wrong-token';

const INVALID = 'The security token included in the request is invalid.';
const EXPIRED = 'The security token included in the request is expired';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList */
const OF_S3: Readonly<Record<CredentialFault, [number, string, string]>> = {
  missing: [403, 'AccessDenied', 'Access Denied'],
  unknown: [
    403,
    'InvalidAccessKeyId',
    'The AWS Access Key Id you provided does not exist in our records.',
  ],
  expired: [400, 'ExpiredToken', 'The provided token has expired.'],
  'wrong-token': [400, 'InvalidToken', 'The provided token is malformed or otherwise invalid.'],
};

/** Query services (https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html) and the others, whose codes differ. */
const OF_OTHERS: Readonly<Record<CredentialFault, [query: string, other: string, text: string]>> = {
  missing: [
    'MissingAuthenticationToken',
    'MissingAuthenticationTokenException',
    'Missing Authentication Token',
  ],
  unknown: ['InvalidClientTokenId', 'UnrecognizedClientException', INVALID],
  expired: ['ExpiredToken', 'ExpiredTokenException', EXPIRED],
  'wrong-token': ['InvalidClientTokenId', 'UnrecognizedClientException', INVALID],
};

type Asked = Pick<Exchange, 'serviceId' | 'protocol' | 'accessKeyId'>;

export function credentialError(asked: Asked, fault: CredentialFault): AwsError {
  if (asked.serviceId === 's3') {
    const [status, code, message] = OF_S3[fault];
    const members = fault === 'unknown' ? { AWSAccessKeyId: asked.accessKeyId } : {};
    return new AwsError(code, message, { status, members });
  }
  const [query, other, message] = OF_OTHERS[fault];
  const isQuery = asked.protocol === 'aws-query';
  // RPC services have one status for all that the client did wrong.
  const status = isQuery || asked.protocol === 'rest-json' ? 403 : 400;
  return new AwsError(isQuery ? query : other, message, { status });
}

/** What looking up the key has thrown, in the words of the request's protocol. */
export function translateCredentialError(asked: Asked, error: unknown): unknown {
  if (!(error instanceof AwsError)) return error;
  if (error.code === 'ExpiredToken') return credentialError(asked, 'expired');
  return error.code === 'InvalidClientTokenId' ? credentialError(asked, 'wrong-token') : error;
}
