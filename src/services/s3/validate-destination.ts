import type { Context } from '../context.ts';
import { mayInvoke } from '../invoke-permission.ts';
import { invalidArgument, s3Error } from './errors.ts';
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
  const isAllowed = await mayInvoke(context, {
    functionArn,
    account: bucket.account,
    region,
    service: 's3.amazonaws.com',
    sourceArn: `arn:aws:s3:::${bucket.name}`,
    sourceAccount: bucket.account,
  });
  if (isAllowed) return;
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
