/**
 * The ways to name a function: `name`, `name:qualifier`, `account:function:name`, and the full ARN, the
 * latter two with or without a qualifier. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
import { AwsError } from '../../protocol/aws-error.ts';
import { formatArn } from '../../platform/arn.ts';
import type { Context } from '../context.ts';
import { invalidParameter, lambdaError } from './errors.ts';

const NAME =
  /^(?:arn:aws[a-zA-Z-]*:lambda:)?(?:([a-z]{2}(?:-[a-z]+)+-\d):)?(?:(\d{12}):)?(?:function:)?([a-zA-Z0-9-_]{1,64})(?::(\$LATEST|[a-zA-Z0-9-_]+))?$/;

export interface FunctionName {
  name: string;
  /** Undefined: the unqualified function. */
  qualifier: string | undefined;
}

type Scope = Pick<Context, 'account' | 'region' | 'caller'>;

/**
 * @param text the `FunctionName` of a request
 * @param qualifier its `Qualifier`
 * @throws AwsError when the name is malformed, belongs to another region or account, or carries another qualifier
 */
export function parseFunctionName(scope: Scope, text: string, qualifier?: string): FunctionName {
  const match = NAME.exec(text);
  if (!match) throw malformed(text);
  const [, region, account, name = '', inName] = match;
  if (region !== undefined && region !== scope.region) throw otherRegion(region, scope.region);
  if (account !== undefined && account !== scope.account) throw otherAccount(scope, text);
  const asked = qualifier || undefined;
  if (inName !== undefined && asked !== undefined && inName !== asked) {
    throw invalidParameter(
      'The derived qualifier from the function name does not match the specified qualifier.',
    );
  }
  return { name, qualifier: asked ?? inName };
}

/** For operations on the function itself. @throws AwsError when a qualifier is there */
export function parseUnqualifiedName(scope: Scope, text: string): string {
  const { name, qualifier } = parseFunctionName(scope, text);
  if (qualifier !== undefined) {
    throw invalidParameter(
      'This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. Please specify either a function name or an unqualified function ARN.',
    );
  }
  return name;
}

/** `arn:aws:lambda:us-east-1:123456789012:function:name[:qualifier]` */
export function functionArn(
  scope: { account: string; region: string },
  name: string,
  qualifier?: string,
): string {
  const resource = qualifier === undefined ? `function:${name}` : `function:${name}:${qualifier}`;
  return formatArn({ service: 'lambda', region: scope.region, account: scope.account, resource });
}

/** `function` is a version number or `$LATEST`, not an alias. */
export function isVersion(qualifier: string): boolean {
  return qualifier === '$LATEST' || /^\d+$/.test(qualifier);
}

function malformed(text: string): AwsError {
  return new AwsError(
    'ValidationException',
    `1 validation error detected: Value '${text}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: (arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_\\.]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?`,
  );
}

function otherRegion(wanted: string, here: string): AwsError {
  return lambdaError(
    'ResourceNotFoundException',
    `Functions from '${wanted}' are not reachable in this region ('${here}')`,
  );
}

/** An account reaches its own functions only, whatever resource policies say. */
function otherAccount(scope: Scope, text: string): AwsError {
  return new AwsError(
    'AccessDeniedException',
    `User: ${scope.caller.arn} is not authorized to perform this action on resource: ${text} because no resource-based policy allows the action`,
    { status: 403 },
  );
}
