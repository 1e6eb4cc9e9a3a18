/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
import type { Context } from '../context.ts';
import { canonicalId } from './canonical-id.ts';
import type { Happening } from './events.ts';
import type { BucketRecord } from './store.ts';
import { NULL_VERSION } from './versions.ts';

/** One element of `Records`, with members in AWS's order. */
export function eventRecord(
  context: Context,
  bucket: BucketRecord,
  { name, key, version }: Happening,
  configurationId: string,
): object {
  const isRemoval = name.startsWith('ObjectRemoved') || name.startsWith('LifecycleExpiration');
  return {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: bucket.region,
    eventTime: new Date(context.clock.now()).toISOString(),
    eventName: name,
    userIdentity: { principalId: principalId(context) },
    requestParameters: { sourceIPAddress: '127.0.0.1' },
    responseElements: {
      'x-amz-request-id': context.requestId,
      'x-amz-id-2': Buffer.from(context.requestId).toString('base64'),
    },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId,
      bucket: {
        name: bucket.name,
        ownerIdentity: { principalId: canonicalId(bucket.account).slice(0, 14).toUpperCase() },
        arn: `arn:aws:s3:::${bucket.name}`,
      },
      object: {
        key: encodeEventKey(key),
        ...(!isRemoval && { size: version.sizeBytes }),
        ...((!isRemoval || name.endsWith('MarkerCreated')) && { eTag: version.etag }),
        ...(version.versionId !== NULL_VERSION && { versionId: version.versionId }),
        sequencer: sequencer(context, version.sequence),
      },
    },
  };
}

/** As HTML forms encode: a space is `+`, and `/` stays. Handlers decode it so. */
export function encodeEventKey(key: string): string {
  return encodeURIComponent(key)
    .replaceAll('%20', '+')
    .replaceAll('%2F', '/')
    .replace(/[!'()~]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);
}

function principalId({ caller }: Context): string {
  return `AWS:${caller.userId}`;
}

/** Compares, as hexadecimal text, in the order of the changes to one key. */
function sequencer(context: Context, sequence: number): string {
  const time = Math.floor(context.clock.now()).toString(16).toUpperCase().padStart(12, '0');
  return `00${time}${sequence.toString(16).toUpperCase().padStart(4, '0').slice(-4)}`;
}
