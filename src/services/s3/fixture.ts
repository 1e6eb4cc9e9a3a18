/** What the tests of this folder share: a stack, the real client, and buckets of their own. */
import { S3 } from '@aws-sdk/client-s3';
import { afterAll } from 'vitest';
import { createStack, type Stack } from '../../stack/create-stack.ts';
import type { StackOptions } from '../../stack/options.ts';

export interface S3Fixture {
  stack: Stack;
  s3: S3;
  /** Creates a bucket that no other test has. */
  bucket(options?: { versioned?: boolean; locked?: boolean }): Promise<string>;
  /** The text of an object. */
  text(Bucket: string, Key: string, VersionId?: string): Promise<string>;
  /** A raw request, as a client that is no SDK would send it. */
  raw(path: string, init?: RequestInit): Promise<Response>;
}

let buckets = 0;

/** A stack that ends with the test file. */
export async function startS3(options: StackOptions = {}): Promise<S3Fixture> {
  const stack = await createStack(options);
  const s3 = stack.client(S3, { maxAttempts: 1 });
  afterAll(async () => {
    s3.destroy();
    await stack.stop();
  });
  return {
    stack,
    s3,
    async bucket({ versioned, locked } = {}) {
      const Bucket = `bucket-${buckets++}`;
      await s3.createBucket({ Bucket, ...(locked && { ObjectLockEnabledForBucket: true }) });
      if (versioned)
        await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } });
      return Bucket;
    },
    async text(Bucket, Key, VersionId) {
      const { Body } = await s3.getObject({ Bucket, Key, ...(VersionId && { VersionId }) });
      return Body!.transformToString();
    },
    raw: (path, init) => fetch(`${stack.endpoint}${path}`, { redirect: 'manual', ...init }),
  };
}

/** What clients see of an error. */
export function s3Fault(name: string, status: number, members: object = {}): object {
  return { name, $metadata: { httpStatusCode: status }, ...members };
}
