/** S3's errors: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html. Most are not in its model. */
import { AwsError } from '../../protocol/aws-error.ts';

/** @param members further elements of the error's body, in order */
export function s3Error(
  status: number,
  code: string,
  message: string,
  members: Record<string, string | undefined> = {},
  headers: Record<string, string> = {},
): AwsError {
  return new AwsError(code, message, { status, members, headers });
}

export function noSuchBucket(bucket: string): AwsError {
  return s3Error(404, 'NoSuchBucket', 'The specified bucket does not exist', {
    BucketName: bucket,
  });
}

export function invalidBucketName(bucket: string): AwsError {
  return s3Error(400, 'InvalidBucketName', 'The specified bucket is not valid.', {
    BucketName: bucket,
  });
}

export function noSuchKey(key: string, headers?: Record<string, string>): AwsError {
  return s3Error(404, 'NoSuchKey', 'The specified key does not exist.', { Key: key }, headers);
}

export function noSuchVersion(key: string, versionId: string): AwsError {
  return s3Error(404, 'NoSuchVersion', 'The specified version does not exist.', {
    Key: key,
    VersionId: versionId,
  });
}

export function noSuchUpload(uploadId: string): AwsError {
  return s3Error(
    404,
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    { UploadId: uploadId },
  );
}

export function invalidArgument(message: string, name?: string, value?: string): AwsError {
  return s3Error(400, 'InvalidArgument', message, { ArgumentName: name, ArgumentValue: value });
}

export function invalidRequest(message: string): AwsError {
  return s3Error(400, 'InvalidRequest', message);
}

export function malformedXml(): AwsError {
  return s3Error(
    400,
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
}

export function accessDenied(message = 'Access Denied'): AwsError {
  return s3Error(403, 'AccessDenied', message);
}

export function preconditionFailed(condition: string): AwsError {
  return s3Error(
    412,
    'PreconditionFailed',
    'At least one of the pre-conditions you specified did not hold',
    { Condition: condition },
  );
}

/** What a header asks for and AWS itself does not have either. */
export function notImplementedHeader(header: string, detail: string): AwsError {
  return s3Error(
    501,
    'NotImplemented',
    'A header you provided implies functionality that is not implemented',
    { Header: header, additionalMessage: detail },
  );
}

export function methodNotAllowed(method: string, resourceType: string): AwsError {
  return s3Error(
    405,
    'MethodNotAllowed',
    'The specified method is not allowed against this resource.',
    { Method: method, ResourceType: resourceType },
  );
}
