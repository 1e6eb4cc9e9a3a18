import type { InternalResponse } from '../console-api/interface.ts';
import { AwsError } from '../protocol/aws-error.ts';
import type { SignedRequest } from '../protocol/sigv4/parse.ts';
import type { Authorizer } from '../services/authorizer.ts';

/** Whether a request to Brume's own routes changes something, and does not only ask. */
export function steers(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD';
}

/**
 * Where IAM is enforced only the root may reset, stop or move the clock, and its signature says so: functions
 * reach these routes by the address that they have for AWS.
 * @returns why the request is refused, undefined when it may go on
 */
export async function unsignedRefusal(
  authorizer: Pick<Authorizer, 'mode' | 'authenticate'>,
  request: SignedRequest & { body: Buffer },
): Promise<InternalResponse | undefined> {
  if (authorizer.mode !== 'enforce' || !steers(request.method)) return undefined;
  try {
    const { arn } = await authorizer.authenticate(request);
    return arn.endsWith(':root') ? undefined : refuse(`${arn} is not the root.`);
  } catch (error) {
    if (error instanceof AwsError) return refuse(error.message);
    throw error;
  }
}

function refuse(why: string): InternalResponse {
  const message = `With IAM enforced, only the root's signature opens this route: ${why}`;
  return { status: 403, body: { error: { code: 'ERR_NOT_ROOT', message } } };
}
