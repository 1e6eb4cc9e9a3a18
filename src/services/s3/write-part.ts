import type { Context } from '../context.ts';
import { dropContent, putContent } from './content.ts';
import { given } from './given.ts';
import { loadUpload, type UploadInput } from './multipart.ts';
import { discard, type Received } from './receive.ts';
import { s3State } from './state.ts';
import { type PartRecord, parts, uploads } from './store.ts';

/** Durable once resolved; a part sent before under the same number is replaced. @throws AwsError NoSuchUpload */
export async function writePart(
  context: Context,
  input: UploadInput,
  number: number,
  received: Received,
): Promise<PartRecord> {
  const { stored } = received;
  const uploadId = input.UploadId ?? '';
  const part: PartRecord = {
    number,
    sizeBytes: received.sizeBytes,
    etag: received.md5.toString('hex'),
    modifiedEpochMs: Math.floor(context.clock.now() / 1000) * 1000,
    content: stored.content,
    checksum: received.checksum.digest.toString('base64'),
    ...given({ iv: received.iv }),
  };
  const keeper = s3State(context).blobs;
  try {
    const orphans = await context.store.transact(
      [
        [parts, [uploadId, number]],
        // Completing or aborting the upload locks it: no part comes too late.
        [uploads, [input.Bucket ?? '', input.Key ?? '', uploadId]],
      ],
      async (tx) => {
        await loadUpload(tx, input);
        const before = await tx.get(parts, [uploadId, number]);
        putContent(tx, stored);
        tx.put(parts, [uploadId, number], part);
        return before ? dropContent(tx, before.content) : [];
      },
    );
    if (stored.content.kind === 'blob') keeper.settle([stored.content.id]);
    await keeper.remove(orphans);
    return part;
  } catch (error) {
    await discard(context, stored);
    throw error;
  }
}
