/** Signatures on requests to data planes. */
import { AwsError } from '../protocol/aws-error.ts';
import type { Caller, ServiceHost } from './context.ts';
import type { PlaneRequest } from './data-plane.ts';

/** Who signed a request. @throws AwsError as AWS's front does; MissingAuthenticationToken without a signature */
export function authenticate(
  host: Pick<ServiceHost, 'authorizer'>,
  request: PlaneRequest,
): Promise<Caller> {
  const { method, path, query, body, sentPath = path } = request;
  return host.authorizer.authenticate({
    method,
    path: sentPath,
    query,
    body,
    headers: joinHeaders(request),
  });
}

/** Who signed it, or the refusal; what is no refusal is thrown. */
export async function callerOrRefusal(
  host: Pick<ServiceHost, 'authorizer'>,
  request: PlaneRequest,
): Promise<{ caller: Caller } | { refusal: AwsError }> {
  try {
    return { caller: await authenticate(host, request) };
  } catch (error) {
    if (error instanceof AwsError) return { refusal: error };
    throw error;
  }
}

/** A caller without a signature. */
export function anonymousCaller(account: string): Caller {
  return { arn: 'anonymous', userId: 'anonymous', account, anonymous: true };
}

/** As events and `$context` tell of a signed caller: the `iam` of authorizers. */
export function iamOf(caller: Caller): Record<string, unknown> {
  return {
    accessKey: caller.accessKeyId,
    accountId: caller.account,
    callerId: caller.userId,
    cognitoIdentity: null,
    principalOrgId: null,
    userArn: caller.arn,
    userId: caller.userId,
  };
}

/** As the older events tell it. */
export function identityOf(caller: Caller): Record<string, string | null> {
  return {
    accessKey: caller.accessKeyId ?? null,
    accountId: caller.account,
    caller: caller.userId,
    user: caller.userId,
    userArn: caller.arn,
  };
}

/** Repeated ones joined, as signatures see them. */
function joinHeaders({ rawHeaders }: PlaneRequest): Record<string, string> {
  const headers = new Map<string, string>();
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]!.toLowerCase();
    const before = headers.get(name);
    headers.set(
      name,
      before === undefined ? rawHeaders[i + 1]! : `${before}, ${rawHeaders[i + 1]}`,
    );
  }
  return Object.fromEntries(headers);
}
