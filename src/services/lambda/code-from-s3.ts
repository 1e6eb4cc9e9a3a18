import type { StoredCode } from '../../lambda-runtime/interface.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Context } from '../context.ts';
import { type CodeSource, storeCode } from './code.ts';
import { invalidParameter } from './errors.ts';
import { codeInPlace, isHotReload } from './hot-reload.ts';
import { UNZIPPED_MAX_BYTES } from './limits.ts';
import { lambdaState } from './state.ts';

type S3Source = CodeSource & { S3ObjectVersion?: string | undefined };

/**
 * The code of a function, wherever a request says that it comes from; durable once resolved.
 * @throws AwsError with AWS's texts for what is no code, 501 for sources Brume cannot read
 */
export async function obtainCode(
  context: Context,
  source: S3Source,
  operation: 'CreateFunction' | 'UpdateFunctionCode',
): Promise<StoredCode> {
  if (isHotReload(source)) return codeInPlace(context, source);
  return storeCode(lambdaState(context).runtime, await fetchCode(context, source), operation);
}

/**
 * Replaces a place in S3 by the bytes that are there now: what happens to the object later does not
 * matter. https://docs.aws.amazon.com/lambda/latest/api/API_FunctionCode.html
 * @throws AwsError InvalidParameterValueException with S3's own error inside
 */
export async function fetchCode(context: Context, source: S3Source): Promise<CodeSource> {
  const { S3Bucket, S3Key, S3ObjectVersion, ...rest } = source;
  if (S3Bucket === undefined && S3Key === undefined) return rest;
  if (rest.ZipFile)
    throw invalidParameter(
      'Please do not provide other FunctionCode parameters when providing a ZipFile.',
    );
  if (!S3Bucket || !S3Key)
    throw invalidParameter('Please provide a source for function code: S3Bucket and S3Key.');
  try {
    const object = await context.call('s3', 'GetObject', {
      Bucket: S3Bucket,
      Key: S3Key,
      ...(S3ObjectVersion !== undefined && { VersionId: S3ObjectVersion }),
    });
    if ((object.ContentLength ?? 0) > UNZIPPED_MAX_BYTES)
      throw invalidParameter(`Unzipped size must be smaller than ${UNZIPPED_MAX_BYTES} bytes`);
    const chunks: Uint8Array[] = [];
    for await (const chunk of object.Body as unknown as AsyncIterable<Uint8Array>)
      chunks.push(chunk);
    return { ...rest, ZipFile: Buffer.concat(chunks), isFromS3: true };
  } catch (error) {
    if (!(error instanceof AwsError) || error.code === 'InvalidParameterValueException')
      throw error;
    throw invalidParameter(
      `Error occurred while GetObject. S3 Error Code: ${error.code}. S3 Error Message: ${error.message}`,
    );
  }
}
