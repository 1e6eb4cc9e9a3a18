import type { FunctionCode } from '@aws-sdk/client-lambda';
import {
  InvalidCode,
  type LambdaRuntime,
  type StoredCode,
} from '../../lambda-runtime/interface.ts';
import { type AwsError, notImplemented } from '../../protocol/aws-error.ts';
import { invalidParameter } from './errors.ts';
import { UNZIPPED_MAX_BYTES, ZIP_MAX_BYTES } from './limits.ts';

/** The members of a request that say where code comes from. */
export type CodeSource = Pick<
  FunctionCode,
  'ZipFile' | 'S3Bucket' | 'S3Key' | 'ImageUri' | 'SourceKMSKeyArn'
> & {
  /** Then the limit of what a request may carry does not hold. */
  isFromS3?: true;
};

/**
 * Checks, unpacks and stores the code of a request; durable once resolved.
 * @throws AwsError with AWS's texts for what is no code, 501 for sources Brume cannot read
 */
export async function storeCode(
  runtime: Pick<LambdaRuntime, 'storeCode'>,
  source: CodeSource,
  operation: 'CreateFunction' | 'UpdateFunctionCode' | 'PublishLayerVersion',
): Promise<StoredCode> {
  const zip = toZip(source, operation);
  try {
    return await runtime.storeCode(zip);
  } catch (error) {
    if (error instanceof InvalidCode) throw toAwsError(error);
    throw error;
  }
}

function toZip(source: CodeSource, operation: string): Uint8Array {
  if (source.ImageUri) {
    throw notImplemented(
      'lambda',
      operation,
      'ImageUri (it needs a container driver); take the function out of its image and upload it as a zip file',
    );
  }
  if (source.SourceKMSKeyArn) throw notImplemented('lambda', operation, 'SourceKMSKeyArn');
  const zip = source.ZipFile;
  if (!zip) throw invalidParameter('Please provide a source for function code.');
  if (zip.length === 0) throw emptyZip();
  if (zip.length > ZIP_MAX_BYTES && !source.isFromS3) {
    throw invalidParameter(`Zipped size must be smaller than ${ZIP_MAX_BYTES} bytes`);
  }
  return zip;
}

function toAwsError(error: InvalidCode): AwsError {
  if (error.reason === 'empty') return emptyZip();
  if (error.reason === 'unzipped-too-large') {
    return invalidParameter(`Unzipped size must be smaller than ${UNZIPPED_MAX_BYTES} bytes`);
  }
  return invalidParameter(
    'Could not unzip uploaded file. Please check your file, then try to upload again.',
  );
}

function emptyZip(): AwsError {
  return invalidParameter('Uploaded file must be a non-empty zip');
}
