/** Resource policies of functions: https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html */
import type { AddPermissionRequest } from '@aws-sdk/client-lambda';
import { partitionOf } from '../../platform/arn.ts';
import type { Context } from '../context.ts';
import { invalidParameter, lambdaError } from './errors.ts';
import { LATEST, type PolicyRecord, type PolicyStatement } from './function.ts';
import { functionArn, type FunctionName } from './function-name.ts';
import { POLICY_MAX_BYTES } from './limits.ts';

/** @throws AwsError for what cannot be a statement */
export function makeStatement(
  context: Context,
  { name, qualifier }: FunctionName,
  input: AddPermissionRequest,
): PolicyStatement {
  if (qualifier === LATEST) {
    throw invalidParameter('We currently do not support adding policies for $LATEST.');
  }
  if (input.FunctionUrlAuthType && input.Action !== 'lambda:InvokeFunctionUrl') {
    throw invalidParameter(
      'FunctionUrlAuthType is only supported for lambda:InvokeFunctionUrl action',
    );
  }
  const condition = makeCondition(input);
  return {
    Sid: input.StatementId ?? '',
    Effect: 'Allow',
    Principal: makePrincipal(input.Principal ?? '', context.region),
    Action: input.Action ?? '',
    Resource: functionArn(context, name, qualifier),
    ...(condition && { Condition: condition }),
  };
}

/** @throws AwsError for what is neither an account, an ARN, a service nor everyone */
export function makePrincipal(principal: string, region: string): PolicyStatement['Principal'] {
  if (principal === '*') return '*';
  if (/^\d{12}$/.test(principal))
    return { AWS: `arn:${partitionOf(region)}:iam::${principal}:root` };
  if (principal.startsWith('arn:')) return { AWS: principal };
  if (
    /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$|^alexa-[a-z.-]+\.amazon\.com$/.test(
      principal,
    )
  ) {
    return { Service: principal };
  }
  throw invalidParameter(
    'The provided principal was invalid. Please check the principal and try again.',
  );
}

function makeCondition(input: AddPermissionRequest): PolicyStatement['Condition'] | undefined {
  const equals: Record<string, string> = {
    ...(input.SourceAccount && { 'AWS:SourceAccount': input.SourceAccount }),
    ...(input.EventSourceToken && { 'lambda:EventSourceToken': input.EventSourceToken }),
    ...(input.PrincipalOrgID && { 'aws:PrincipalOrgID': input.PrincipalOrgID }),
    ...(input.FunctionUrlAuthType && { 'lambda:FunctionUrlAuthType': input.FunctionUrlAuthType }),
  };
  const condition: Record<string, Record<string, string>> = {
    ...(Object.keys(equals).length > 0 && { StringEquals: equals }),
    ...(input.SourceArn && { ArnLike: { 'AWS:SourceArn': input.SourceArn } }),
    ...(input.InvokedViaFunctionUrl !== undefined && {
      Bool: { 'lambda:InvokedViaFunctionUrl': String(input.InvokedViaFunctionUrl) },
    }),
  };
  return Object.keys(condition).length > 0 ? condition : undefined;
}

/** The JSON text that GetPolicy answers. */
export function toPolicyText({ id = 'default', statements }: PolicyRecord): string {
  return JSON.stringify({ Version: '2012-10-17', Id: id, Statement: statements });
}

/** @throws AwsError PolicyLengthExceededException */
export function assertPolicySize(policy: PolicyRecord): void {
  const sizeBytes = Buffer.byteLength(toPolicyText(policy));
  if (sizeBytes <= POLICY_MAX_BYTES) return;
  throw lambdaError(
    'PolicyLengthExceededException',
    `The final policy size (${sizeBytes}) is bigger than the limit (${POLICY_MAX_BYTES}).`,
  );
}
