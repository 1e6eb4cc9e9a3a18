/** The same bytes once more, for a copy that outlives what it was made from. */
import type { ChecksumAlgorithm } from '../../protocol/s3/checksum.ts';
import type { Context } from '../context.ts';
import { blobsOf } from './content.ts';
import type { CustomerKey } from './customer-key.ts';
import type { ByteRange } from './range.ts';
import { readObject } from './read-object.ts';
import { receive, type Received } from './receive.ts';
import { s3State } from './state.ts';
import { contents, type ObjectVersion } from './store.ts';

export interface CopyOptions {
  /** Undefined: the whole. */
  range?: ByteRange | undefined;
  /** Undefined: the source's own. */
  algorithm: ChecksumAlgorithm | undefined;
  /** The customer's keys, for what is read and for what is written. */
  from: CustomerKey | undefined;
  to: CustomerKey | undefined;
}

/** Where nothing changes, nothing is read: the file system shares the bytes. */
export async function copyContent(
  context: Context,
  object: ObjectVersion,
  options: CopyOptions,
): Promise<Received> {
  const { sizeBytes, checksum } = object;
  const whole = sizeBytes > 0 ? { start: 0, end: sizeBytes - 1 } : undefined;
  const range = options.range ?? whole;
  const isWhole = range?.start === whole?.start && range?.end === whole?.end;
  const wanted = options.algorithm ?? checksum?.algorithm ?? 'CRC64NVME';
  const isSame = checksum?.algorithm === wanted && checksum.type === 'FULL_OBJECT';
  if (isWhole && isSame && !options.from && !options.to) {
    const release = s3State(context).blobs.hold(blobsOf([object]));
    const stored = await linkContent(context, object).finally(release);
    if (stored)
      return {
        stored,
        sizeBytes,
        md5: Buffer.from(object.etag, 'hex'),
        checksum: { algorithm: wanted, digest: Buffer.from(checksum.value, 'base64') },
      };
  }
  const Body = await readObject(context, object, range, options.from);
  return receive(context, { Body }, { fallback: wanted, keep: wanted, customerKey: options.to });
}

/** Undefined for what was uploaded in parts, of which a copy has none, and for what went meanwhile. */
async function linkContent(
  context: Context,
  { content }: ObjectVersion,
): Promise<Received['stored'] | undefined> {
  switch (content.kind) {
    case 'empty':
      return { content };
    case 'blob': {
      const id = await s3State(context).blobs.copy(content.id);
      return id === undefined ? undefined : { content: { kind: 'blob', id } };
    }
    case 'inline': {
      const row = await context.store.get(contents, [content.id]);
      return row && { content: { kind: 'inline', id: context.ids.hex(32) }, row };
    }
    default:
      return undefined;
  }
}
