/** The few places where the SDK's clients do more than their schemas say. Each has its reason. */
import type { ServiceId } from '../service-id.ts';

/** Operations that a client cannot send to a local endpoint. */
export const NOT_SENT: ReadonlySet<string> = new Set([
  // Its host is a random route that S3 Object Lambda hands out.
  's3.WriteGetObjectResponse',
]);

/** Errors that share their query code with another, by which clients then name them. */
export const NOT_TOLD_APART: ReadonlySet<string> = new Set(['cloudwatch.DashboardNotFoundError']);

/** Members whose value clients check or rewrite; undefined leaves the member out. */
export const FIXED_INPUT: Partial<Record<ServiceId, Readonly<Record<string, unknown>>>> = {
  s3: {
    // The endpoint rules refuse what is no bucket name.
    Bucket: 'my-bucket',
    // The client computes checksums itself, with the algorithms it has.
    ChecksumAlgorithm: 'CRC32',
    // The client encodes these keys and computes their digests.
    SSECustomerKey: undefined,
    SSECustomerKeyMD5: undefined,
    CopySourceSSECustomerKey: undefined,
    CopySourceSSECustomerKeyMD5: undefined,
  },
  // The URL of a queue becomes the address the request is sent to.
  sqs: { QueueUrl: 'http://localhost:4566/123456789012/my-queue' },
  // An endpoint id asks for SigV4a, which needs a native library.
  events: { EndpointId: undefined },
};

/** The same for outputs. */
export const FIXED_OUTPUT: Partial<Record<ServiceId, Readonly<Record<string, unknown>>>> = {
  s3: {
    // The client compares these with the body.
    ChecksumCRC32: undefined,
    ChecksumCRC32C: undefined,
    ChecksumCRC64NVME: undefined,
    ChecksumSHA1: undefined,
    ChecksumSHA256: undefined,
    ChecksumSHA512: undefined,
    ChecksumMD5: undefined,
    ChecksumXXHASH3: undefined,
    ChecksumXXHASH64: undefined,
    ChecksumXXHASH128: undefined,
    // The client makes an empty map of no metadata.
    Metadata: { colour: 'grey' },
    // A body without a type is given one.
    ContentType: 'text/plain',
    // The empty one means us-east-1 and arrives as an absent member.
    LocationConstraint: 'eu-west-1',
    // Two names of one header, one of them the client's own.
    Expires: undefined,
    ExpiresString: undefined,
    // The client takes an empty success for an aborted copy.
    CopyObjectResult: { ETag: '"e"' },
    CopyPartResult: { ETag: '"e"' },
  },
};
