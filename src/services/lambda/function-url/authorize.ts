/**
 * Who may call a function URL: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 * AuthType AWS_IAM always wants a signature that holds; policies are asked where IAM counts.
 */
import { AwsError } from '../../../protocol/aws-error.ts';
import type { Caller, ServiceHost } from '../../context.ts';
import type { PlaneRequest } from '../../data-plane.ts';
import { anonymousCaller, callerOrRefusal } from '../../signed-request.ts';
import { LATEST } from '../function.ts';
import { functionArn } from '../function-name.ts';
import { toPolicyText } from '../policy.ts';
import { policies } from '../store.ts';
import type { UrlTarget } from './directory.ts';

/** @returns the caller; undefined: anyone @throws AwsError (403) */
export async function authorizeUrl(
  host: ServiceHost,
  target: UrlTarget,
  request: PlaneRequest,
): Promise<Caller | undefined> {
  const isSigned = target.authType === 'AWS_IAM';
  if (!isSigned && host.authorizer.mode === 'off') return undefined;
  const signed = isSigned ? await callerOrRefusal(host, request) : undefined;
  if (signed && 'refusal' in signed) {
    const { code, message } = signed.refusal;
    throw code === 'MissingAuthenticationToken' ? forbidden() : forbidden(message, code);
  }
  if (host.authorizer.mode !== 'off')
    await assertAllowed(host, target, signed?.caller ?? anonymousCaller(target.account), request);
  return signed?.caller;
}

/** Since October 2025 a URL needs two permissions. */
async function assertAllowed(
  host: ServiceHost,
  target: UrlTarget,
  caller: Caller,
  request: PlaneRequest,
): Promise<void> {
  const { account, region, name, qualifier } = target;
  const { store } = host.context({ account, region });
  const policy = await store.get(policies, [name, qualifier]);
  for (const action of ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction']) {
    const denial = await host.authorizer.check({
      caller,
      action,
      resource: functionArn(target, name, qualifier === LATEST ? undefined : qualifier),
      resourcePolicies: policy ? [toPolicyText(policy)] : [],
      resourceAccount: account,
      origin: { sourceIp: request.sourceIp, isTls: request.tls, region },
      context: {
        'lambda:FunctionUrlAuthType': target.authType,
        'lambda:InvokedViaFunctionUrl': 'true',
      },
    });
    if (denial !== undefined) throw forbidden();
  }
}

function forbidden(message = 'Forbidden', code = 'AccessDeniedException'): AwsError {
  return new AwsError(code, message, { status: 403 });
}
