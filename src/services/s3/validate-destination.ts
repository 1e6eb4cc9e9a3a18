import { AwsError } from '../../protocol/aws-error.ts';
import type { Context } from '../context.ts';
import { invalidArgument, s3Error } from './errors.ts';
import { allowsInvoke } from './invoke-permission.ts';
import type { BucketRecord } from './store.ts';

const FUNCTION_ARN =
  /^arn:aws[a-z-]*:lambda:([a-z0-9-]+):\d{12}:function:[a-zA-Z0-9-_]+(?::(?:\$LATEST|[a-zA-Z0-9-_]+))?$/;

/**
 * Whether a function exists, in the bucket's region, and lets S3 run it.
 * @throws AwsError InvalidArgument, as AWS does when a configuration is put
 */
export async function validateDestination(
  context: Context,
  bucket: BucketRecord,
  functionArn: string,
): Promise<void> {
  const region = FUNCTION_ARN.exec(functionArn)?.[1];
  if (region === undefined)
    throw invalidArgument('The ARN could not be parsed', 'CloudFunction', functionArn);
  if (region !== bucket.region)
    throw invalidArgument(
      'The notification destination service region is not valid for the bucket location constraint',
      'CloudFunction',
      functionArn,
    );
  const policy = await policyOf(context, functionArn);
  const scope = { arn: `arn:aws:s3:::${bucket.name}`, account: bucket.account };
  if (policy !== undefined && allowsInvoke(policy, scope)) return;
  throw s3Error(
    400,
    'InvalidArgument',
    'Unable to validate the following destination configurations',
    {
      ArgumentName1: `${functionArn}, null`,
      ArgumentValue1: `Not authorized to invoke function [${functionArn}]`,
    },
  );
}

/** Undefined when there is no such function, or it has no policy: S3 is told no more than that. */
async function policyOf(context: Context, functionArn: string): Promise<string | undefined> {
  try {
    return (await context.call('lambda', 'GetPolicy', { FunctionName: functionArn })).Policy;
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}
