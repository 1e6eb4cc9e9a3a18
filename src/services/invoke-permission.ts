/** Whether a function lets an AWS service run it: https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html */
import { AwsError } from '../protocol/aws-error.ts';
import type { Question } from './authorizer.ts';
import type { Context, ServiceHost } from './context.ts';

export interface Invocation {
  /** With its qualifier, if any. */
  functionArn: string;
  /** Where the function is. */
  account: string;
  region: string;
  /** `apigateway.amazonaws.com` */
  service: string;
  /** On whose behalf, such as the method of an API. */
  sourceArn: string;
  sourceAccount: string;
}

/** @returns what is wrong with it, only in `enforce`; notes it in `audit` */
export async function checkInvoke(
  host: Pick<ServiceHost, 'authorizer' | 'context'>,
  invocation: Invocation,
): Promise<string | undefined> {
  if (host.authorizer.mode === 'off') return undefined;
  return host.authorizer.check(await toQuestion(host, invocation));
}

/** Whatever the mode. */
export async function mayInvoke(
  host: Pick<ServiceHost, 'authorizer' | 'context'>,
  invocation: Invocation,
): Promise<boolean> {
  return (await host.authorizer.decide(await toQuestion(host, invocation))).isAllowed;
}

async function toQuestion(
  host: Pick<ServiceHost, 'context'>,
  { functionArn, account, region, service, sourceArn, sourceAccount }: Invocation,
): Promise<Question> {
  const policy = await policyOf(host.context({ account, region }), functionArn);
  return {
    caller: { arn: service, userId: service, account: sourceAccount, servicePrincipal: service },
    action: 'lambda:InvokeFunction',
    resource: functionArn,
    resourcePolicies: policy === undefined ? [] : [policy],
    context: { 'aws:SourceArn': sourceArn, 'aws:SourceAccount': sourceAccount },
  };
}

/** Undefined when there is no such function, or it has no policy. */
async function policyOf(context: Context, functionArn: string): Promise<string | undefined> {
  try {
    return (await context.call('lambda', 'GetPolicy', { FunctionName: functionArn })).Policy;
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}
